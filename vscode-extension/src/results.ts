/** A place in a script, in lines and columns from 0. */
export interface Place {
  line: number;
  character: number;
}

/** What `tgraph test --format=json` says of one test. */
export interface Result {
  name: string;
  passed: boolean;
  seconds: number;
  failure: { message: string; notes: string[]; range?: { start: Place; end: Place } } | null;
}

/** A test in the text of a script. */
export interface Found {
  name: string;
  line: number;
  length: number;
}

const TEST = /^test\s+"((?:[^"\\]|\\.)*)"/;

/** The tests of a script, which only stand at the beginning of a line. */
export function testsIn(text: string): Found[] {
  return text.split(/\r?\n/).flatMap((content, line) => {
    const quoted = TEST.exec(content)?.[1];
    return quoted === undefined ? [] : [{ name: unescaped(quoted), line, length: content.length }];
  });
}

function unescaped(quoted: string): string {
  return quoted.replace(/\\(u[0-9a-fA-F]{4}|.)/g, (_, escape: string) => {
    const known: Record<string, string> = { n: "\n", t: "\t", r: "\r" };
    return escape.length === 5 ? String.fromCharCode(parseInt(escape.slice(1), 16)) : (known[escape] ?? escape);
  });
}

/** What the command says of one script: its tests, and the mistakes for which none was run. */
export interface Report {
  tests: Result[];
  mistakes: string[];
}

/** The report in what the command printed; an empty one if it could not even begin. */
export function reportIn(out: string): Report {
  try {
    const { tests, diagnostics } = JSON.parse(out) as { tests: Result[]; diagnostics: { severity: string; message: string }[] };
    return { tests, mistakes: diagnostics.filter(d => d.severity === "error").map(d => d.message) };
  } catch {
    return { tests: [], mistakes: [] };
  }
}
