# Read by scripts/test: keeps in .venv/pyodide what the checks need to run our wheel as a browser runs it: Pyodide from
# npm, and the wheels that pepsheets rests on there, in the versions of requirements.lock. Expects what
# scripts/environment.sh sets. Without it those checks cannot run, and say so; everything else can.

pyodide=$root/.venv/pyodide
recipe=$root/tests/pyodide

# The Python inside the version of Pyodide that tests/pyodide/package.json names.
PYODIDE_PYTHON="--python-version 3.14 --implementation cp --abi cp314 --platform pyemscripten_2026_0_wasm32"

pyodide_wanted() { cat "$recipe/package-lock.json" "$recipe/wheels.txt" "$root/requirements.lock"; }

fetch_pyodide() {
    mkdir -p "$pyodide"
    cp "$recipe/package.json" "$recipe/package-lock.json" "$recipe/.npmrc" "$pyodide"
    (cd "$pyodide" && npm ci --silent --ignore-scripts --no-audit --no-fund </dev/null)
}

fetch_pyodide_wheels() {
    # shellcheck disable=SC2086 # its words are separate options
    pip download -qq --no-deps --only-binary :all: $PYODIDE_PYTHON --dest "$pyodide/wheels" \
        -r "$recipe/wheels.txt" -c "$root/requirements.lock"
}

set_up_pyodide() {
    say "Setting up Pyodide in .venv/pyodide, with npm and pip."
    rm -rf "$pyodide"
    fetch_pyodide && fetch_pyodide_wheels && pyodide_wanted >"$pyodide/made-from"
}

if command -v npm >/dev/null && ! pyodide_wanted | cmp -s - "$pyodide/made-from"; then
    set_up_pyodide || say "WARNING: Pyodide could not be set up here. The checks of the wheel in a browser will NOT RUN."
fi
