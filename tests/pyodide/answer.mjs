// Runs functions of tests/pyodide/figures.py in Pyodide and prints their answers: {NAME: {answer} or {failure}}.
// Arguments: the folder of Pyodide, the folder of the tests, the names with commas between them, then the wheels.
import { pathToFileURL } from "node:url";

const [pyodideFolder, tests, names, ...wheels] = process.argv.slice(2);

globalThis.fetch = () => {
  throw new Error("No check uses the network.");
};

const tell = (message) => process.stderr.write(`${message}\n`);
const { loadPyodide } = await import(pathToFileURL(`${pyodideFolder}/pyodide.mjs`).href);
const pyodide = await loadPyodide({ env: { HOME: "/home", PYTHONDONTWRITEBYTECODE: "1" }, stdout: tell, stderr: tell });
await pyodide.loadPackage(
  wheels.map((wheel) => pathToFileURL(wheel).href),
  { messageCallback: () => {}, errorCallback: tell },
);
pyodide.mountNodeFS("/checks/tests", tests);
pyodide.runPython("import sys; sys.path.append('/checks')");

function answerOf(name) {
  try {
    return { answer: JSON.parse(pyodide.runPython(`import json; from tests.pyodide import figures; json.dumps(figures.${name}())`)) };
  } catch (failure) {
    return { failure: String(failure.message) };
  }
}

process.stdout.write(JSON.stringify(Object.fromEntries(names.split(",").map((name) => [name, answerOf(name)]))));
