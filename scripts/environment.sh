# Read by scripts/run and scripts/test: finds Python, and keeps what the project needs in .venv/.
# Expects $root, the folder of the project. Sets $bin, where the environment keeps its commands.

say() { printf '%s\n' "$*" >&2; }

give_up() {
    say "$1"
    exit 2
}

is_python_we_can_use() { "$1" -I -S -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

find_python() {
    for python in python3.14 python3.13 python3.12 python3.11 python3 python; do
        if is_python_we_can_use "$python"; then
            return
        fi
    done
    give_up "pepsheets needs Python 3.11 or newer, and none was found. Get it from https://www.python.org/downloads/."
}

find_commands() {
    bin=$root/.venv/bin
    if [ -d "$root/.venv/Scripts" ]; then
        bin=$root/.venv/Scripts # as Python on Windows lays it out
    fi
}

make_environment() {
    find_python
    say "Setting up .venv with $("$python" --version)."
    "$python" -m venv --clear "$root/.venv" ||
        give_up "Python could not set up .venv. On Debian and Ubuntu, install python3-venv and try again."
    find_commands
}

# The environment is as it should be while this is what it was made from.
wanted() {
    printf '%s\n' "$root"
    cat "$root/requirements.lock" "$root/pyproject.toml"
}

pip() { "$bin/python" -m pip "$@" --disable-pip-version-check; }

install() {
    rm -f "$root/.venv/made-from"
    say "Installing into .venv: the $(grep -c '==' "$root/requirements.lock") packages of requirements.lock."
    pip install -qq --no-deps -r "$root/requirements.lock" || give_up "They could not be installed; the reason stands above."
    say "Installing into .venv: pepsheets itself, from this folder."
    pip install -qq --no-deps --no-build-isolation -e "$root" || give_up "It could not be installed; the reason stands above."
    misfit=$(pip check) || give_up "requirements.lock and pyproject.toml do not fit together: $misfit"
    wanted >"$root/.venv/made-from"
}

find_commands
if ! is_python_we_can_use "$bin/python"; then
    make_environment
fi
if ! wanted | cmp -s - "$root/.venv/made-from"; then
    if ! "$bin/python" -m pip --version >/dev/null 2>&1; then
        make_environment
    fi
    install
fi
