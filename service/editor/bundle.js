// One script and one style sheet out of these sources and their packages, and the licences of the packages.
// Usage: node bundle.js FOLDER

import { mkdir, readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";

const HERE = import.meta.dirname;

async function bundle(folder) {
  await mkdir(folder, { recursive: true });
  await build({
    absWorkingDir: HERE,
    entryPoints: ["editor.js"],
    outdir: folder,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    charset: "utf8",
    legalComments: "none", // they go to licences.txt, whole
  });
  await writeFile(join(folder, "licences.txt"), await licences());
}

/** The licence texts of every package that may be inside; the editor's package carries its own ones bundled. */
async function licences() {
  const lock = JSON.parse(await readFile(join(HERE, "package-lock.json"), "utf8"));
  const shipped = Object.keys(lock.packages).filter((path) => path && !lock.packages[path].dev);
  const texts = await Promise.all(shipped.sort().map(licence));
  return texts.join(`\n${"-".repeat(78)}\n\n`);
}

async function licence(path) {
  const folder = join(HERE, path);
  const { name, version, license } = JSON.parse(await readFile(join(folder, "package.json"), "utf8"));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return [`${name} ${version}: ${license ?? "see below"}\n`, ...texts].join("\n");
}

await bundle(process.argv[2]);
