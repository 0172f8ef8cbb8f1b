// B11: how long a view takes to its first paint, and a what-if of eight pairs over six years. Called by `cargo xtask web bench`.
//
// A question is timed from the press of its button: until an interval is on the screen, until those of all eight pairs are, and until the result is
// written. Beside it stands the time of processor that the server took meanwhile (where the system tells), which says more than a clock on a machine
// that does other things as well.
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { browse, ended, serve } from "./driven.mjs";

const [place, program, browserName] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), "amnok-web-"));
execFileSync(program, ["run", "--replicates", "8", "--quiet", "--out", "result"], { cwd: home, stdio: "inherit" });
const browser = await browse(place, browserName);
let server, base, page;

/** A server and a page of it, which know nothing of any before them unless what was kept on the disk is left. */
const begin = async (anew = true) => {
  if (server) {
    await page.context().close();
    await ended(server);
  }
  if (anew) rmSync(join(home, "data"), { recursive: true, force: true });
  const begun = await serve(program, home, ["result"]);
  server = begun.server;
  base = begun.address.split("/?")[0];
  page = await (await browser.newContext()).newPage();
  page.setDefaultTimeout(600_000);
  await page.goto(begun.address);
};

/** Seconds of processor that the server has taken so far. */
const taken = () => {
  try {
    const parts = readFileSync(`/proc/${server.pid}/stat`, "utf8").split(") ")[1].split(" ");
    return (Number(parts[11]) + Number(parts[12])) / 100;
  } catch { return NaN; }
};

/** The field of a value: among those that matter most, or by the search where it is not. */
const dial = async (key) => {
  const field = page.locator(`[name="v:${key}"]`).first();
  if (!(await field.count())) await page.getByLabel("Search any other value").fill(key);
  return field;
};

/** Opens What if and looks at it for so many seconds, sets a value or leaves an order out, and asks. */
const ask = async (name, { looks = 0, sets, leaves, thinks = 0 }) => {
  await page.goto(`${base}/whatif/sino-korean${leaves === undefined ? "" : `?off=${leaves}`}`);
  await page.waitForTimeout(1000 * looks);
  await page.getByLabel("Pairs of histories").fill("8");
  if (sets) await (await dial(sets[0])).fill(sets[1], { timeout: 10_000 });
  await page.waitForTimeout(1000 * thinks);
  const [since, before] = [Date.now(), taken()];
  await page.getByRole("button", { name: "See what differs" }).click();
  await page.getByText("95 % interval").first().waitFor();
  const first = Date.now() - since;
  const result = page.getByRole("link", { name: "See the result" });
  await page.getByText("8 of 8 done").or(result).first().waitFor();
  const whole = Date.now() - since;
  await result.waitFor();
  const [written, processor] = [Date.now() - since, taken() - before];
  const told = [first, whole, written].map((time) => time.toString().padStart(6));
  console.log(`what if      ${told[0]} ms to the first interval, ${told[1]} ms for 8 pairs, ${told[2]} ms until they are written, ${processor.toFixed(1).padStart(5)} s of processor: ${name}`);
};

const median = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
await begin();
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
const orders = await page.request.get(`${base}/orders/result?as=csv`).then((answer) => answer.text());
const order = orders.split("\n").slice(1).findIndex((line) => line >= "2021-06");
const theta = (value) => ["bribe.theta", value];
await begin();
await ask("the server is started, What if opened and a question asked at once", { sets: theta("0.3") });
await ask("the next question about the same scenario, at once", { sets: theta("0.35") });
await ask("the next, an order of 2021 is not given, at once", { leaves: order });
await begin();
await ask("What if was looked at for 15 s, then a value is set and asked for at once", { looks: 15, sets: theta("0.3") });
await ask("the next, looked at for 5 s, 3 s between the value and the question", { looks: 5, sets: theta("0.35"), thinks: 3 });
await begin(false);
await ask("the server was ended and started again, a new question asked at once", { sets: theta("0.4") });
await browser.close();
await ended(server);
rmSync(home, { recursive: true, force: true });
