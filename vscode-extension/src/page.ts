import { randomBytes } from "node:crypto";

/**
 * The page of the graph's panel: a drawing, and a script of ours that says which node was clicked.
 *
 * @param svg the drawing, made by the command, which escapes whatever the user wrote
 * @param instead what to say where there is no drawing
 */
export function graphPage(svg: string, instead: string): string {
  return page(
    "",
    `
  body { margin: 0; padding: 8px; background: ${svg === "" ? "inherit" : "white"}; text-align: center; }
  svg { max-width: 100%; height: auto; }
  .node[data-source] { cursor: pointer; }`,
    `${svg}
<p>${instead}</p>`,
    `
    const node = event.target.closest(".node[data-start]");
    if (node) {
      editor.postMessage({ start: Number(node.dataset.start), end: Number(node.dataset.end) });
    }`,
  );
}

/** A picture as its panel shows it: without a source it has a name alone. */
export interface Shown {
  picture: string;
  name: string;
  source: string;
  start: number;
  end: number;
}

/**
 * The page of the pictures' panel. A click on a picture tells what draws it, one on its name which file it is.
 *
 * @param images where images come from, as a content security policy says it
 * @param instead what to say where there is none
 */
export function picturesPage(pictures: Shown[], images: string, instead: string): string {
  const figures = pictures.map(({ picture, name, source, start, end }) => {
    const image = source === "" ? "" : `<img src="${escaped(source)}" alt="${escaped(name)}" data-start="${start}" data-end="${end}">`;
    return `<figure>${image}<figcaption><a href="#" data-file="${escaped(picture)}">${escaped(name)}</a></figcaption></figure>`;
  });
  return page(
    ` img-src ${images};`,
    `
  body { padding: 8px; text-align: center; }
  figure { margin: 0 0 16px; }
  img { max-width: 100%; background: white; cursor: pointer; }`,
    figures.length === 0 ? `<p>${instead}</p>` : figures.join("\n"),
    `
    const { start, end, file } = event.target.dataset;
    if (file !== undefined) {
      event.preventDefault();
      editor.postMessage({ file });
    } else if (start !== undefined) {
      editor.postMessage({ start: Number(start), end: Number(end) });
    }`,
  );
}

/** @param clicked what is done at a click: the statements of a script, which knows the `event` and the `editor` */
function page(allowed: string, style: string, body: string, clicked: string): string {
  const nonce = randomBytes(16).toString("base64");
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline';${allowed} script-src 'nonce-${nonce}';">
<style>${style}
</style>
</head>
<body>
${body}
<script nonce="${nonce}">
  const editor = acquireVsCodeApi();
  document.addEventListener("click", event => {${clicked}
  });
</script>
</body>
</html>`;
}

function escaped(text: string): string {
  const names: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
  return text.replace(/[&<>"]/g, character => names[character]!);
}
