// Processes of a test: started in a group of their own, so that nothing of them outlives the test.
import { spawn } from "node:child_process";
import net from "node:net";

/** A port of this machine that is free now. */
export function freePort() {
  return new Promise(resolve => {
    const server = net.createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Starts a process; `log()` is all that it has printed, and `stop()` ends it with all that it started. */
export function start(command, args, env) {
  const child = spawn(command, args, { env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const gone = new Promise(resolve => child.once("exit", resolve));
  let printed = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", data => (printed += data));
  }
  const signal = name => {
    try {
      process.kill(-child.pid, name);
    } catch {
      // The group is gone already.
    }
  };
  const stop = async () => {
    signal("SIGTERM");
    await Promise.race([gone, new Promise(resolve => setTimeout(resolve, 5000).unref())]);
    signal("SIGKILL");
  };
  return { log: () => printed, stop, gone };
}

/** Waits until a server answers at an address. */
export async function answering(url, server, milliseconds = 240000) {
  const end = Date.now() + milliseconds;
  for (;;) {
    try {
      if ((await fetch(url)).ok) {
        return;
      }
    } catch {
      // It does not listen yet.
    }
    if (Date.now() > end) {
      throw new Error(`${url} does not answer: ${server.log()}`);
    }
    await new Promise(resolve => setTimeout(resolve, 200));
  }
}
