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

/**
 * Acts, then checks; while the check does not come true, acts again. What an editor shows arrives when it arrives, and may move
 * what was being pointed at.
 *
 * @param rest [x, y] where the pointer covers nothing
 */
export function patient(page, rest) {
  return async (act, check, tries = Number(process.env.E2E_TRIES ?? 15)) => {
    for (let i = 1; ; i++) {
      try {
        await act();
        return await check(3000);
      } catch (problem) {
        if (i >= tries) {
          throw problem;
        }
        await page.keyboard.press("Escape");
        await page.mouse.move(...rest);
      }
    }
  };
}
