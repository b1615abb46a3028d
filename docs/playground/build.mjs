// Bundles the page into target/page, from which `tgraph playground` serves it: nothing is loaded from elsewhere.
import fs from "node:fs";
import path from "node:path";
import esbuild from "esbuild";

const root = import.meta.dirname;
const out = path.join(root, "target", "page");

/** `import text from "file.json?text"` is the file as it is. */
const asText = {
  name: "text",
  setup(build) {
    build.onResolve({ filter: /\?text$/ }, found => ({
      path: path.resolve(found.resolveDir, found.path.replace(/\?text$/, "")),
      namespace: "text",
    }));
    build.onLoad({ filter: /.*/, namespace: "text" }, found => ({
      contents: fs.readFileSync(found.path, "utf8"),
      loader: "text",
    }));
  },
};

fs.rmSync(out, { recursive: true, force: true });
await esbuild.build({
  entryPoints: {
    main: path.join(root, "src/main/web/main.ts"),
    "editor.worker": path.join(root, "node_modules/monaco-editor/esm/vs/editor/editor.worker.js"),
  },
  outdir: out,
  bundle: true,
  minify: true,
  format: "esm",
  target: "es2023",
  loader: { ".ttf": "file" },
  assetNames: "[name]",
  plugins: [asText],
  logLevel: "warning",
});
const copies = {
  "index.html": "src/main/web/index.html",
  "onig.wasm": "node_modules/vscode-oniguruma/release/onig.wasm",
  "icon.png": "../../vscode-extension/images/icon.png",
  "LICENSE-monaco.txt": "node_modules/monaco-editor/LICENSE",
  "THIRD-PARTY-monaco.txt": "node_modules/monaco-editor/ThirdPartyNotices.txt",
};
for (const [name, from] of Object.entries(copies)) {
  fs.copyFileSync(path.join(root, from), path.join(out, name));
}
// What Monaco's own styles bring joins ours.
fs.appendFileSync(path.join(out, "main.css"), fs.readFileSync(path.join(root, "src/main/web/main.css")));
const size = fs.readdirSync(out).reduce((sum, name) => sum + fs.statSync(path.join(out, name)).size, 0);
console.log(`the playground's page: ${(size / 1e6).toFixed(1)} MB`);
