// Loads a module of the extension that needs nothing of VS Code, so that it can be tested by itself.
import path from "node:path";
import esbuild from "esbuild";

export async function load(name) {
  const built = await esbuild.build({
    entryPoints: [path.resolve(import.meta.dirname, "../src", name)],
    bundle: true,
    write: false,
    platform: "node",
    format: "esm",
  });
  return import(`data:text/javascript;base64,${Buffer.from(built.outputFiles[0].contents).toString("base64")}`);
}
