// A headless Chromium that can reach nothing but this machine.
import { execFileSync } from "node:child_process";
import { chromium } from "playwright-core";

const executablePath =
  process.env.CHROMIUM ?? execFileSync("sh", ["-c", "command -v chromium || command -v google-chrome"], { encoding: "utf8" }).trim();

/**
 * @param profile a folder for what it stores
 * @param viewport its size in pixels
 */
export async function openBrowser(profile, viewport) {
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    timeout: 120000,
    headless: true,
    viewport,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    ],
  });
  // Generous: the machine may have other things to do.
  context.setDefaultNavigationTimeout(240000);
  context.setDefaultTimeout(60000);
  return context;
}
