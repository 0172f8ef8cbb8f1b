// What every script here begins with: a browser, and `amnok serve` as somebody starts it.
import { spawn, execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";

/** A browser of that name, driven by the packages at a place. */
export const browse = (place, name) => {
  const { chromium } = createRequire(join(place, "index.js"))("playwright-core");
  const path = execFileSync("sh", ["-c", `command -v ${name}`]).toString().trim();
  return chromium.launch({ executablePath: path, args: ["--no-sandbox"] });
};

/** A server of what is named in a folder, and the address that it prints. */
export const serve = (program, home, named) => new Promise((done, fail) => {
  const server = spawn(program, ["serve", "--no-open", "--port", "0", "--data", "data", ...named], { cwd: home });
  let said = "";
  server.stdout.on("data", (bytes) => {
    said += bytes;
    if (said.includes("\n")) done({ server, address: said.trim() });
  });
  server.on("exit", () => fail(new Error("the server ended")));
});

/** Has a page laid out whole, for a picture that is longer than its window. */
export const whole = (page) => page.addStyleTag({ content: "*{content-visibility:visible!important}" });

/** Ends a server, and waits until it has. */
export const ended = (server, signal = "SIGTERM") => {
  const gone = new Promise((done) => server.once("exit", done));
  server.kill(signal);
  return gone;
};
