// B11: how long a view takes to its first paint, and a what-if of eight pairs over six years. Called by `cargo xtask web bench`.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browse, ended, serve } from "./driven.mjs";

const [place, program, browserName] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), "amnok-web-"));
execFileSync(program, ["run", "--replicates", "8", "--quiet", "--out", "result"], { cwd: home, stdio: "inherit" });
const { server, address } = await serve(program, home, ["result"]);
const base = address.split("/?")[0];
const browser = await browse(place, browserName);
const page = await browser.newPage();
page.setDefaultTimeout(600_000);
await page.goto(address);
const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
for (const view of ["/", "/border/result", "/tables/result", "/orders/result", "/estimates/result", "/evidence/result", "/whatif/sino-korean"]) {
  const times = [];
  for (let i = 0; i < 6; i++) {
    await page.goto(base + view);
    const first = () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime;
    await page.waitForFunction(first);
    // The first reads the result; those after it are what one sees.
    if (i > 0) times.push(await page.evaluate(first));
  }
  console.log(`first paint  ${Math.round(median(times)).toString().padStart(6)} ms  ${view}`);
}
// The second question is about the same scenario, whose side as it is is kept from the first; so is the third, which differs from a day on only.
const order = (await page.request.get(`${base}/orders/result?as=csv`).then((answer) => answer.text())).split("\n").slice(1).findIndex((line) => line >= "2021-06");
for (const [question, asked] of [["first question", "set=bribe.theta%3D0.3"], ["next question", "set=bribe.theta%3D0.35"], ["an order of 2021 is not given", `off=${order}`]]) {
  await page.goto(`${base}/whatif/sino-korean?${asked}`);
  await page.getByLabel("Pairs of histories").fill("8");
  const since = Date.now();
  await page.getByRole("button", { name: "See what differs" }).click();
  await page.getByText("95 % interval").first().waitFor();
  console.log(`what if      ${(Date.now() - since).toString().padStart(6)} ms  to the first interval, ${question}`);
  await page.getByRole("link", { name: "See the result" }).waitFor();
  console.log(`what if      ${(Date.now() - since).toString().padStart(6)} ms  8 pairs over the whole period, ${question}`);
}
await browser.close();
await ended(server);
rmSync(home, { recursive: true, force: true });
