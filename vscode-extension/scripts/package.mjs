// Writes tgraph.vsix for the machine that it is made on, since the JDK image in it is for that machine alone.
import { execFileSync } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const vsce = path.join(root, "node_modules", "@vscode", "vsce", "vsce");
const out = path.join(root, "tgraph.vsix");
const target = `${process.platform}-${process.arch}`;

/** The page of an installed extension shows pictures from the web alone, and these are in no place there. */
function withoutPictures(text) {
  return text.replaceAll(/^!\[[^\]]*\]\(images\/[\w-]+\.png\)\n\n/gm, "");
}

const readme = path.join("dist", "README.md");
fs.writeFileSync(path.join(root, readme), withoutPictures(fs.readFileSync(path.join(root, "README.md"), "utf8")));
const flags = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links", "--readme-path", readme, "--target", target, "--out", out];
execFileSync(process.execPath, [vsce, "package", ...flags], { cwd: root, stdio: ["ignore", "ignore", "inherit"] });
console.log(`tgraph.vsix for ${target}: ${(fs.statSync(out).size / 1e6).toFixed(1)} MB`);
