import * as monaco from "monaco-editor/editor/editor.api";
import { LANGUAGE, registerLanguage } from "./language";
import { runScript, type Action, type Picture } from "./run";
import { connectLanguageServer } from "./server";

interface Program {
  name: string;
  text: string;
}

function element<T extends HTMLElement>(id: string): T {
  return document.getElementById(id) as T;
}

const choice = element<HTMLSelectElement>("program");
const output = element("output");
const pictures = element("pictures");
const drawing = element<HTMLImageElement>("drawing");
const state = element("state");
const buttons = (["run", "test", "graph"] as const).map(action => [action, element<HTMLButtonElement>(action)] as const);

self.MonacoEnvironment = { getWorker: () => new Worker("editor.worker.js", { type: "module" }) };

/** The document of a program; the server knows the folder by this name. */
function place(program: Program): monaco.Uri {
  return monaco.Uri.parse(`file:///playground/tour/${program.name}`);
}

function modelOf(program: Program): monaco.editor.ITextModel {
  return monaco.editor.getModel(place(program)) ?? monaco.editor.createModel(program.text, LANGUAGE, place(program));
}

function say(text: string, kind: "status" | "failed"): void {
  const line = document.createElement("span");
  line.className = kind;
  line.textContent = text;
  output.append(line);
}

async function perform(action: Action, program: Program): Promise<void> {
  buttons.forEach(([, button]) => (button.disabled = true));
  output.replaceChildren();
  pictures.replaceChildren();
  drawing.hidden = true;
  state.textContent = "running…";
  const began = performance.now();
  let printed = "";
  const print = (piece: string): void => {
    printed += piece;
    if (action !== "graph") {
      output.append(piece);
    }
  };
  const end = await runScript(action, program.name, modelOf(program).getValue(), print, showPicture);
  if (action === "graph") {
    show(printed, end.status);
  }
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  if (end.status !== 0) {
    say(`${end.why || "It failed."}\n`, "failed");
  }
  state.textContent = end.status === 0 ? `done in ${seconds} s` : `failed after ${seconds} s`;
  buttons.forEach(([, button]) => (button.disabled = false));
}

/** As an image too; a page is only named. */
function showPicture({ name, address }: Picture): void {
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = address === "" ? `${name}, which cannot be shown here` : name;
  if (address !== "") {
    const image = document.createElement("img");
    image.alt = name;
    image.src = address;
    figure.append(image);
  }
  figure.append(caption);
  pictures.append(figure);
}

/** As an image, in which nothing can run. */
function show(printed: string, status: number): void {
  const start = printed.indexOf("<svg");
  if (status === 0 && start >= 0) {
    drawing.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(printed.slice(start))}`;
    drawing.hidden = false;
  } else {
    output.append(printed);
  }
}

async function begin(): Promise<void> {
  await registerLanguage();
  const programs = (await (await fetch("programs.json")).json()) as Program[];
  for (const program of programs) {
    choice.add(new Option(program.name.replace(/\.tgraph$/, "").replaceAll("-", " "), program.name));
  }
  const current = (): Program => programs[choice.selectedIndex]!;
  const asked = programs.findIndex(program => `#${program.name}` === location.hash);
  choice.selectedIndex = Math.max(asked, 0);
  const editor = monaco.editor.create(element("editor"), {
    model: modelOf(current()),
    automaticLayout: true,
    fontSize: 14,
    minimap: { enabled: false },
    scrollBeyondLastLine: false,
    wordBasedSuggestions: "off",
    "semanticHighlighting.enabled": true,
    inlayHints: { enabled: "on" },
    fixedOverflowWidgets: true,
  });
  choice.onchange = () => {
    editor.setModel(modelOf(current()));
    history.replaceState(null, "", `#${current().name}`);
    editor.focus();
  };
  element("reset").onclick = () => modelOf(current()).setValue(current().text);
  buttons.forEach(([action, button]) => (button.onclick = () => perform(action, current())));
  // The lenses of the language server.
  monaco.editor.registerCommand("tgraph.run", () => perform("run", current()));
  monaco.editor.registerCommand("tgraph.test", () => perform("test", current()));
  monaco.editor.registerCommand("tgraph.bench", () => perform("test", current()));
  editor.addCommand(monaco.KeyMod.CtrlCmd | monaco.KeyCode.Enter, () => element("run").click());
  state.textContent = "connecting…";
  await connectLanguageServer(why => (state.textContent = `${why} Load the page again.`));
  state.textContent = "";
}

begin().catch((problem: unknown) => (state.textContent = problem instanceof Error ? problem.message : String(problem)));
