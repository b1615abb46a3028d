import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import * as vscode from "vscode";
import { picturesIn, type Picture } from "./drawn";
import { picturesPage } from "./page";
import { goTo } from "./script";

/** Waits so long for further pictures before it shows those that are there. */
const PAUSE = 100;

/** The pictures of one script, beside it. */
class PicturesPanel {
  private readonly panel: vscode.WebviewPanel;

  constructor(
    private readonly script: vscode.Uri,
    closed: () => void,
  ) {
    this.panel = vscode.window.createWebviewPanel(
      "tgraph.pictures",
      `Pictures of ${path.basename(script.fsPath)}`,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: [] },
    );
    this.panel.webview.onDidReceiveMessage((asked: { file: string } | { start: number; end: number }) =>
      "file" in asked ? open(asked.file) : goTo(this.script, asked.start, asked.end),
    );
    this.panel.onDidDispose(closed);
  }

  reveal(): void {
    this.panel.reveal(undefined, true);
  }

  show(pictures: Picture[]): void {
    const folders = [...new Set(pictures.map(({ picture }) => path.dirname(picture)))];
    const { webview } = this.panel;
    webview.options = { enableScripts: true, localResourceRoots: folders.map(folder => vscode.Uri.file(folder)) };
    const shown = pictures.map(drawn => ({ ...drawn, name: path.basename(drawn.picture), source: source(webview, drawn.picture) }));
    webview.html = picturesPage(shown, webview.cspSource, "The script has not drawn anything yet.");
  }

  dispose(): void {
    this.panel.dispose();
  }
}

/** Where the panel finds a picture, another place after each drawing; nothing for a page, which is no image. */
function source(webview: vscode.Webview, file: string): string {
  if (/\.html$/i.test(file)) {
    return "";
  }
  const version = fs.statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
  return webview.asWebviewUri(vscode.Uri.file(file)).with({ query: `drawn=${version}` }).toString();
}

async function open(file: string): Promise<void> {
  const uri = vscode.Uri.file(file);
  if (/\.html$/i.test(file) && vscode.env.remoteName === undefined) {
    await vscode.env.openExternal(uri);
  } else {
    await vscode.commands.executeCommand("vscode.open", uri);
  }
}

/**
 * The pictures that scripts draw, shown while they run. Each run lists its own in a file of the
 * script's: whichever way it was begun, by a button or a task, the list is seen to change.
 */
export class Pictures implements vscode.Disposable {
  private readonly panels = new Map<string, PicturesPanel>();
  private readonly scripts = new Map<string, vscode.Uri>();
  private readonly timers = new Map<string, NodeJS.Timeout>();
  private readonly watcher: fs.FSWatcher;

  constructor(private readonly folder: string) {
    fs.mkdirSync(folder, { recursive: true });
    this.watcher = fs.watch(folder, (_, name) => {
      if (name !== null && this.scripts.has(name)) {
        clearTimeout(this.timers.get(name));
        this.timers.set(name, setTimeout(() => this.changed(name), PAUSE));
      }
    });
  }

  /** Where a run of the script lists what it draws. */
  list(script: vscode.Uri): string {
    const name = createHash("sha256").update(script.toString()).digest("hex").slice(0, 32);
    this.scripts.set(name, script);
    return path.join(this.folder, name);
  }

  show(script: vscode.Uri): void {
    const list = this.list(script);
    const panel = this.panel(script);
    panel.reveal();
    panel.show(read(list));
  }

  private changed(name: string): void {
    const script = this.scripts.get(name)!;
    const pictures = read(path.join(this.folder, name));
    const wanted = vscode.workspace.getConfiguration("tgraph", script).get<boolean>("pictures.show", true);
    const open = this.panels.has(script.toString());
    if (open || (wanted && pictures.length > 0)) {
      const panel = this.panel(script);
      panel.show(pictures);
      if (!open) {
        panel.reveal();
      }
    }
  }

  private panel(script: vscode.Uri): PicturesPanel {
    const id = script.toString();
    const panel = this.panels.get(id) ?? new PicturesPanel(script, () => this.panels.delete(id));
    this.panels.set(id, panel);
    return panel;
  }

  dispose(): void {
    this.watcher.close();
    this.timers.forEach(timer => clearTimeout(timer));
    this.panels.forEach(panel => panel.dispose());
  }
}

function read(list: string): Picture[] {
  return fs.existsSync(list) ? picturesIn(fs.readFileSync(list, "utf8")) : [];
}
