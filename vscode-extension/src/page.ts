import { randomBytes } from "node:crypto";

/**
 * The page of the graph's panel: a drawing, and a script of ours that says which node was clicked.
 *
 * @param svg the drawing, made by the command, which escapes whatever the user wrote
 * @param instead what to say where there is no drawing
 */
export function graphPage(svg: string, instead: string): string {
  const nonce = randomBytes(16).toString("base64");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'nonce-${nonce}';">
<style>
  body { margin: 0; padding: 8px; background: ${svg === "" ? "inherit" : "white"}; text-align: center; }
  svg { max-width: 100%; height: auto; }
  .node[data-source] { cursor: pointer; }
</style>
</head>
<body>
${svg}
<p>${instead}</p>
<script nonce="${nonce}">
  const editor = acquireVsCodeApi();
  document.addEventListener("click", event => {
    const node = event.target.closest(".node[data-start]");
    if (node) {
      editor.postMessage({ start: Number(node.dataset.start), end: Number(node.dataset.end) });
    }
  });
</script>
</body>
</html>`;
}
