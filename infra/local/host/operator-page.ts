// The operator's page: one self-contained document that shows what the host runs and redraws itself every two seconds.
import { readFileSync } from 'node:fs';

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), 'utf8');

/** The nonce lets exactly this style and this script run. */
export function operatorPage(nonce: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Functions · crmFEX</title>
<style nonce="${nonce}">${read('operator.css')}</style>
<header><h1>Functions</h1><p id="summary" role="status">Loading…</p></header>
<main>
<section id="given-up"><h2>Gave up <span id="given-up-count"></span></h2><p id="given-up-note" role="status"></p><div id="letters"></div><button id="more-letters" hidden>Show more</button></section>
<section><h2>Timers</h2><div class="scroll"><table id="timers"></table></div></section>
<section><h2>Queues</h2><div class="scroll"><table id="queues"></table></div><pre id="peek" hidden tabindex="0"></pre></section>
<section><h2>Blobs</h2><div class="scroll"><table id="blobs"></table></div></section>
<section><h2>Last failures</h2><div class="scroll"><table id="failures"></table></div></section>
<section><h2>Last invocations</h2><div class="scroll"><table id="invocations"></table></div></section>
<details><summary><h2>HTTP</h2></summary><div class="scroll"><table id="http"></table></div></details>
</main>
<script nonce="${nonce}">${read('operator.client.js')}</script>
<script nonce="${nonce}">${read('operator-letters.client.js')}</script>
</html>
`;
}
