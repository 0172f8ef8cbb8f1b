// Journeys through `amnok serve` in a real browser: those of a journalist, a scientist and a planner, by keyboard where it matters; a
// run that is called off; a server that is killed. Every view is looked through by axe-core, wide, narrow and dark, and no request may
// leave the machine. Called by `cargo xtask web`, which says where packages, program and browser are.
import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { strict as assert } from "node:assert";
import { browse, ended, serve, whole } from "./driven.mjs";

const [place, program, browserName] = process.argv.slice(2);
const require = createRequire(join(place, "index.js"));
const axeSource = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
// A folder for pictures of every view, where they are asked for.
const shots = process.env.SHOTS;
if (shots) mkdirSync(shots, { recursive: true });

const home = mkdtempSync(join(tmpdir(), "amnok-web-"));

// The invented border, three months long, and a run of it.
const tiny = join(home, "tiny");
cpSync("scenarios/sered-line", tiny, { recursive: true });
const toml = join(tiny, "scenario.toml");
writeFileSync(toml, readFileSync(toml, "utf8").replace(/^end = .*$/m, 'end = "2031-08-31"'));
const amnok = (...words) => execFileSync(program, words, { cwd: home, stdio: ["ignore", "ignore", "inherit"] });
amnok("run", "tiny", "--replicates", "4", "--quiet", "--out", "first");
amnok("run", "tiny", "--replicates", "4", "--quiet", "--set", "attempt.leave_per_year=0.02", "--out", "second");

/** Address of what the planner's fit came to. */
let ahead = "/";
let server;
const start = async () => {
  const started = await serve(program, home, ["first", "second", "tiny"]);
  server = started.server;
  return started.address;
};

let address = await start();
const base = () => address.split("/?")[0];
/** Every address at which a server of ours listened. */
const bases = new Set();
const browser = await browse(place, browserName);
const strangers = [];
const context = async (options = {}) => {
  const made = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  made.on("request", (request) => {
    const url = request.url();
    bases.add(base());
    if (!bases.has(new URL(url).origin) && !url.startsWith("data:") && !url.startsWith("blob:")) strangers.push(url);
  });
  return made;
};
const opened = async (options) => {
  const page = await (await context(options)).newPage();
  page.setDefaultTimeout(120_000);
  await page.goto(address);
  assert.ok(!page.url().includes("token"), "the token leaves the address");
  return page;
};
/** The card of an entry on the first page. */
const card = (page, id) => page.locator(`#entry-${id}`);
const downloaded = async (page, click, as = "utf8") => {
  const [file] = await Promise.all([page.waitForEvent("download"), click()]);
  return readFileSync(await file.path(), as);
};
/** A picture of a view, as a window of its width shows it and dark as well. */
const pictured = async (page, view, look) => {
  if (!shots) return;
  const name = view.split("?")[0].replaceAll("/", "-").slice(1) || "home";
  await whole(page);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(shots, `${name}.${look}.${colorScheme}.png`), clip: { x: 0, y: 0, ...page.viewportSize(), height: 3000 }, fullPage: true });
  }
};

const journeys = {
  async "a journalist finds what the press could know of a month, and takes it along"() {
    const page = await opened();
    await card(page, "first").getByRole("link", { name: "The border" }).click();
    await page.getByLabel("What is counted").selectOption({ index: 0 });
    const slider = page.getByRole("slider", { name: "Month" });
    await slider.focus();
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
    await page.locator("#live h2", { hasText: "June 2031" }).waitFor();
    assert.ok(page.url().includes("month=3"), page.url());
    await page.locator("#live summary", { hasText: "The same as a table" }).press("Enter");
    await page.locator("#live table").getByText("All counties").waitFor();
    const csv = await downloaded(page, () => page.locator("#live").getByRole("link", { name: "CSV" }).click());
    assert.match(csv, /Press \(median\)/);
    await page.getByRole("button", { name: "Play" }).click();
    await page.locator("#live h2", { hasText: "August 2031" }).waitFor();
  },
  async "a journalist plays the months to their end, and takes what is seen along in every form"() {
    const page = await opened();
    await page.clock.install();
    await page.goto(base() + "/border/first?topic=crossed");
    const slider = page.getByRole("slider", { name: "Month" }), play = page.getByRole("button", { name: "Play" });
    const shown = (month) => page.locator("#live h2", { hasText: `${month} 2031` }).waitFor();
    await slider.focus();
    await page.keyboard.press("End");
    await page.clock.runFor(100);
    await shown("August");
    // At the end it plays from the first month on, may be halted, goes on from there, and stops by itself.
    await play.click();
    await shown("March");
    await page.clock.runFor(500);
    await shown("April");
    await page.getByRole("button", { name: "Pause" }).click();
    await page.clock.runFor(3000);
    assert.equal(await slider.inputValue(), "1");
    await play.click();
    for (const month of ["May", "June", "July", "August"]) {
      await page.clock.runFor(500);
      await shown(month);
    }
    await page.clock.runFor(500);
    await play.waitFor();
    // What is given away is the month that is seen, and so is its address.
    const seen = page.locator("#live .downloads").first();
    const given = (form, as) => downloaded(page, () => seen.getByRole("link", { name: form, exact: true }).click(), as);
    const csv = await given("CSV");
    assert.match(csv, /^County,What happened \(median\)/);
    assert.match(await given("SVG"), /^<svg xmlns[^]*August 2031/);
    assert.equal((await given("PNG", null)).subarray(1, 4).toString(), "PNG");
    assert.equal((await given("XLSX", null)).subarray(0, 2).toString(), "PK");
    assert.equal(JSON.parse(await given("GeoJSON")).features.length, csv.trim().split("\n").length - 2);
    await page.reload();
    await shown("August");
  },
  async "months along the line are read by pointing, by touch and by keyboard"() {
    const page = await opened({ hasTouch: true });
    await page.goto(base() + "/border/first");
    const figure = page.locator("#along figure").first(), cell = figure.locator("g.heat rect", { has: page.locator("title") }).nth(3);
    const words = await cell.locator("title").textContent();
    assert.match(words, /^.+, \w+ 2031: [\d,.]+/);
    await cell.scrollIntoViewIfNeeded();
    await cell.hover();
    assert.equal(await page.locator("#tip").textContent(), words);
    await page.mouse.move(2, 2);
    await page.locator("#tip").waitFor({ state: "hidden" });
    await cell.tap();
    await page.locator("#tip", { hasText: words }).waitFor();
    await figure.locator("summary").press("Enter");
    await figure.getByRole("row", { name: words.split(": ")[0] }).waitFor();
  },
  async "a value leads to its claim, and back to what if"() {
    const page = await opened();
    await page.goto(base() + "/estimates/tiny");
    await page.locator("#prior tbody a").first().click();
    await page.waitForURL(/\/evidence\/tiny\?search=.*#value-/);
    await page.locator("tr:target").getByRole("link", { name: /^What if/ }).click();
    await page.waitForURL(/\/whatif\/tiny\?find=/);
    await page.locator("#found .dial").getByRole("link", { name: /^Why/ }).click();
    await page.locator("tr:target").waitFor();
    // A value with a source leads to its claim, also where the search shows no claim.
    await page.goto(base() + "/evidence/sino-korean");
    const sourced = page.locator("#values tr", { has: page.locator('a[href^="#claim-"]') }).first();
    const key = (await sourced.getAttribute("id")).replace(/^value-/, "");
    await page.goto(`${base()}/evidence/sino-korean?search=${key}`);
    await page.locator("#values td.wide a").first().click();
    await page.locator("article:target").getByText("Rests on it:").waitFor();
  },
  async "a scientist changes a value, sees an interval, saves and opens it again"() {
    const page = await opened();
    await page.goto(base() + "/whatif/tiny");
    await page.getByLabel("Search any other value").fill("leave_per_year");
    const dial = page.locator('#found input[name="v:attempt.leave_per_year"]');
    await dial.waitFor();
    await dial.fill("0.014");
    await page.getByLabel("Pairs of histories").fill("3");
    await page.getByRole("button", { name: "See what differs" }).click();
    await page.getByRole("link", { name: "See the result" }).waitFor();
    await page.getByText("95 % interval").first().waitFor();
    await page.getByRole("link", { name: "What was asked, to be changed or shared" }).click();
    assert.ok(page.url().includes("set="), page.url());
    await page.getByRole("button", { name: "Save as a scenario" }).click();
    await page.waitForURL(/tiny-what-if/);
    await page.goto(base() + "/");
    await card(page, "tiny-what-if").getByRole("link", { name: "Evidence" }).click();
    await page.getByLabel("Search claims and values").fill("leave_per_year");
    await page.getByText("what if; it was 0.01 before").waitFor();
  },
  async "a what if is shared by its address, saved as a folder, and called off while it is worked on"() {
    const page = await opened();
    await page.goto(base() + "/whatif/tiny");
    const year = page.locator("#orders details").first();
    if (!(await year.evaluate((details) => details.open))) await year.locator("summary").press("Enter");
    await year.getByRole("checkbox").nth(0).check();
    const date = year.locator("input[type=date]").nth(1);
    await date.fill("2031-06-09");
    const dial = page.locator("#values .dial").first(), slide = dial.getByRole("slider");
    await slide.focus();
    await page.keyboard.press("ArrowRight");
    const value = await dial.getByRole("spinbutton").inputValue();
    await dial.and(page.locator(".changed")).waitFor();
    await page.getByRole("button", { name: "Make an address to share" }).click();
    await page.waitForURL(/set=.*off=.*move=/);
    // Orders of many years are fetched by the year.
    const many = await opened();
    await many.goto(base() + "/whatif/sino-korean");
    await many.getByText("Orders of 2021", { exact: false }).first().press("Enter");
    await many.getByRole("checkbox", { name: /^Switch off: .* of 2021-/ }).first().check();
    await many.getByRole("button", { name: "Make an address to share" }).click();
    await many.waitForURL(/off=/);
    await many.getByText(/^Orders of 2021: \d+, 1 otherwise/).waitFor();
    // Somebody else opens the address.
    const other = await opened();
    await other.goto(page.url());
    assert.equal(await other.locator("#values .dial").first().getByRole("spinbutton").inputValue(), value);
    const same = other.locator("#orders details[open]").first();
    assert.ok(await same.getByRole("checkbox").nth(0).isChecked());
    assert.equal(await same.locator("input[type=date]").nth(1).inputValue(), "2031-06-09");
    await other.getByText("Otherwise now:").waitFor();
    await other.getByRole("button", { name: "Save as a scenario" }).click();
    await other.waitForURL(/\/whatif\/tiny-what-if/);
    const kept = join(home, "data", "scenarios", new URL(other.url()).pathname.split("/").pop());
    amnok("check", kept);
    assert.ok(readFileSync(join(kept, "orders.csv"), "utf8").includes("2031-06-09"));
    await page.getByLabel("Pairs of histories").fill("1000");
    await page.getByRole("button", { name: "See what differs" }).click();
    await page.locator("#live progress").waitFor();
    await page.getByRole("button", { name: "Call it off" }).click();
    await page.waitForURL(base() + "/work");
    await page.locator(".job", { hasText: "1000 pairs" }).getByText("cancelled").waitFor();
  },
  async "a planner drops files with an error, mends it, runs them and takes a map along"() {
    const page = await opened();
    const files = [];
    for (const part of ["input", "registered"]) {
      for (const name of readdirSync(join("examples/flee", part))) {
        let text = readFileSync(join("examples/flee", part, name), "utf8");
        if (name === "routes.csv") text += "Nowhere,Elsewhere,far\n";
        files.push({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
      }
    }
    await page.getByLabel("Or an archive or single files").setInputFiles(files);
    await page.getByRole("button", { name: "Check these files" }).click();
    await page.getByText("Nowhere,Elsewhere,far").first().waitFor();
    await page.getByRole("link", { name: "input/routes.csv" }).click();
    const text = page.getByLabel("Text of input/routes.csv");
    await text.fill((await text.inputValue()).replace("Nowhere,Elsewhere,far\n", ""));
    await page.getByRole("button", { name: "Keep it and check again" }).click();
    await page.getByText("Settings", { exact: true }).click();
    await page.getByLabel("Farthest that people go in a day, km", { exact: true }).fill("200");
    await page.getByRole("button", { name: "Keep as files with these settings" }).click();
    await page.waitForURL(/dropped-settings/);
    await page.getByLabel("Histories").fill("3");
    await page.getByRole("button", { name: "Live through it" }).click();
    await page.getByRole("link", { name: "See the result" }).click();
    await page.getByRole("slider", { name: "Day" }).press("ArrowRight");
    const map = await downloaded(page, () => page.getByRole("link", { name: "flows.geojson" }).click());
    assert.equal(JSON.parse(map).type, "FeatureCollection");
  },
  async "a planner fits the files on the counts until a day, and takes the forecast along"() {
    const page = await opened();
    await page.goto(base() + "/folder/dropped-settings");
    await page.getByText("Fit and forecast", { exact: true }).first().press("Enter");
    await page.getByLabel("Last day that is known").fill("2031-04-10");
    await page.getByLabel("Points").fill("40");
    await page.getByRole("button", { name: "Fit and forecast" }).click();
    await page.getByRole("link", { name: "See the result" }).click();
    await page.getByRole("heading", { name: "What was learned of the settings" }).waitFor();
    const table = await downloaded(page, () => page.getByRole("link", { name: "forecast.csv" }).click());
    assert.match(table, /^date,camp,q05,/);
    ahead = new URL(page.url()).pathname;
  },
  async "a scientist takes a report in, and sees what rests on it"() {
    const page = await opened();
    await page.goto(base() + "/evidence/tiny");
    await page.getByText("Take a new report in", { exact: true }).press("Enter");
    const words = { "Who published it": "Gazette", "Title": "A list", "Date of the report": "2031-05", "Kind of source": "news",
      "What it says, in your own words": "Seven came in April", "Why it is graded so": "one list", "Name for reference": "gazette-list",
      "Series": "arrivals", "How many": "7" };
    for (const [label, text] of Object.entries(words)) await page.getByLabel(label, { exact: true }).fill(text);
    await page.getByLabel("Exact to the").selectOption("month");
    await page.getByLabel("The source is").selectOption("C");
    await page.getByLabel("What it says is").selectOption("3");
    await page.getByLabel("From", { exact: true }).fill("2031-04-01");
    await page.getByLabel("To", { exact: true }).fill("2031-04-30");
    await page.getByRole("button", { name: "Take it in" }).click();
    await page.getByText("The report was taken in.").waitFor();
    await page.getByText("Observed series: arrivals").waitFor();
  },
  async "a reader takes a figure of a report along, and its numbers"() {
    const page = await opened();
    await page.goto(base() + "/report/first");
    const figure = page.locator("figure", { has: page.getByRole("heading", { name: /^Arrests: what happened/ }) });
    const svg = await downloaded(page, () => figure.getByRole("link", { name: /as SVG/ }).click());
    assert.match(svg, /^<svg [^>]*xmlns="http:..www.w3.org.2000.svg"/);
    assert.ok(svg.includes('stroke="rgb(') && !svg.includes("NaN"), svg.slice(0, 400));
    await figure.getByText("As a table").click();
    await figure.getByRole("row", { name: /April 2031/ }).waitFor();
    assert.ok(await figure.getByRole("columnheader", { name: /official record/ }).count() > 0);
  },
  async "a run is called off"() {
    const page = await opened();
    await card(page, "tiny").getByLabel("Histories").fill("5000");
    await card(page, "tiny").getByRole("button", { name: "Run" }).click();
    await page.locator("#live progress").waitFor();
    await page.getByRole("button", { name: "Call it off" }).click();
    await page.waitForURL(base() + "/work");
    await page.locator(".job", { hasText: "5000 histories" }).getByText("cancelled").waitFor();
  },
  async "a server is killed and started again, and loses nothing"() {
    let page = await opened();
    await card(page, "tiny").getByLabel("Histories").fill("24");
    await card(page, "tiny").getByRole("button", { name: "Run" }).click();
    await page.locator("#live progress").waitFor();
    const work = page.url();
    await ended(server, "SIGKILL");
    address = await start();
    page = await opened();
    await page.goto(base() + new URL(work).pathname);
    await page.getByRole("link", { name: "See the result" }).click();
    await page.getByRole("heading", { name: "The border, month by month" }).waitFor();
  },
  async "reading and asking work without a script"() {
    const page = await opened({ javaScriptEnabled: false });
    await page.goto(base() + "/border/first");
    await page.getByRole("link", { name: /April 2031/ }).first().click();
    await page.getByRole("heading", { name: /April 2031/ }).first().waitFor();
    await page.getByLabel("What is counted").selectOption({ index: 1 });
    await page.getByRole("button", { name: "Show" }).click();
    assert.ok(page.url().includes("topic="), page.url());
    // Orders of a year are shown by a button, and nothing that was changed before is lost.
    await page.goto(base() + "/whatif/sino-korean");
    await page.locator("#values").getByRole("spinbutton").first().fill("20000");
    await page.getByText("Orders of 2021", { exact: false }).first().press("Enter");
    await page.getByRole("button", { name: "Show the orders of 2021" }).click();
    await page.getByRole("checkbox", { name: /^Switch off: .* of 2021-/ }).first().waitFor();
    assert.equal(await page.locator("#values").getByRole("spinbutton").first().inputValue(), "20000");
  },
  async "the keyboard alone leads in"() {
    const page = await opened();
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    assert.ok(await page.evaluate(() => document.querySelector("main").contains(document.activeElement)));
  },
  async "every view can be used by everybody"() {
    const views = ["/", "/border/first?month=2", "/tables/first?by=county", "/orders/first", "/estimates/first", "/evidence/first", "/whatif/tiny",
      "/compare?a=first&b=second", "/work", "/work/1", "/compared/tiny-1", "/folder/dropped", "/folder/dropped-settings", "/displacement/dropped-settings-2", ahead,
      "/evidence/tiny-report", "/report/first", "/report/tiny-1", "/report/dropped-settings-2"];
    // Both widths and both colour schemes are looked through, each once.
    const looks = { wide: { viewport: { width: 1440, height: 900 } }, narrow: { viewport: { width: 390, height: 844 }, colorScheme: "dark" } };
    const faults = [];
    for (const [look, options] of Object.entries(looks)) {
      const page = await opened(options);
      for (const view of views) {
        await page.goto(base() + view);
        await page.evaluate(axeSource);
        const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
        for (const { id, impact, nodes } of found.violations.filter(({ impact }) => impact === "serious" || impact === "critical")) {
          faults.push(`${view} ${look}: ${id} (${impact}), ${nodes.length} times, first ${nodes[0].html.slice(0, 160)}`);
        }
        for (const width of [options.viewport.width, 2560]) {
          await page.setViewportSize({ ...options.viewport, width });
          const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          if (beyond > 1) faults.push(`${view} at ${width}: ${beyond} pixels wider than the window`);
        }
        await page.setViewportSize(options.viewport);
        await pictured(page, view, look);
      }
    }
    assert.deepEqual(faults, []);
  },
};

let failed = 0;
const only = process.env.JOURNEY;
for (const [name, journey] of Object.entries(journeys)) {
  if (only && !name.includes(only)) continue;
  try {
    const since = Date.now();
    await journey();
    console.log(`ok      ${name} (${Math.round((Date.now() - since) / 1000)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${name}\n${error.stack || error}`);
  }
}
if (strangers.length) {
  failed += 1;
  console.log(`FAILED  no request leaves the machine: ${[...new Set(strangers)].join(", ")}`);
} else console.log("ok      no request leaves the machine");
await browser.close();
await ended(server);
rmSync(home, { recursive: true, force: true });
process.exit(failed ? 1 : 0);
