package org.tgraph.cli.drawing;

import java.util.List;
import org.tgraph.source.Source;

/**
 * A page for the browser that needs nothing else: the script beside the drawing. What a node comes
 * from is marked in the script while the pointer is on it, and the other way round.
 */
public final class HtmlPage {
  private static final String PAGE =
      """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <title>%1$s</title>
      <style>
      body { margin: 0; display: flex; height: 100vh; font-family: system-ui, sans-serif; color: #111827; }
      #script { flex: 0 0 38%%; overflow: auto; margin: 0; padding: 16px 0; background: #f8fafc;
                border-right: 1px solid #e2e8f0; font: 12px/1.55 ui-monospace, 'DejaVu Sans Mono', monospace;
                counter-reset: line; }
      #script span.line { display: block; white-space: pre; padding: 0 16px 0 0; }
      #script span.line::before { counter-increment: line; content: counter(line); display: inline-block;
                                  width: 3em; margin-right: 1em; text-align: right; color: #94a3b8; }
      #script span.line.lit { background: #fef08a; }
      #script mark { background: #facc15; }
      #drawing { flex: 1; overflow: auto; text-align: center; }
      svg .node { cursor: pointer; }
      svg .node.lit > rect:first-of-type { stroke-width: 3; }
      svg .node.dim { opacity: 0.35; }
      </style>
      </head>
      <body>
      <div id="script">%2$s</div>
      <div id="drawing">
      %3$s
      </div>
      <script>
      const text = document.getElementById('script');
      const lines = [...text.querySelectorAll('.line')];
      const words = lines.map(line => line.textContent);
      const starts = []; let at = 0;
      for (const word of words) { starts.push(at); at += word.length + 1; }
      const nodes = [...document.querySelectorAll('svg .node[data-source="' + text.dataset.name + '"]')];
      const nodesOf = lines.map(() => []);
      const lineOf = offset => { let i = 0; while (i + 1 < starts.length && starts[i + 1] <= offset) i++; return i; };
      function clear() {
        lines.forEach((line, i) => { line.classList.remove('lit'); line.textContent = words[i]; });
        document.querySelectorAll('.node').forEach(node => node.classList.remove('lit', 'dim'));
      }
      for (const node of nodes) {
        const start = +node.dataset.start, end = +node.dataset.end;
        const first = lineOf(start), last = lineOf(Math.max(start, end - 1));
        for (let i = first; i <= last; i++) nodesOf[i].push(node);
        node.addEventListener('mouseenter', () => {
          clear();
          node.classList.add('lit');
          for (let i = first; i <= last; i++) {
            const from = Math.max(0, start - starts[i]), to = Math.min(words[i].length, end - starts[i]);
            const mark = document.createElement('mark');
            mark.textContent = words[i].slice(from, to);
            lines[i].replaceChildren(words[i].slice(0, from), mark, words[i].slice(to));
          }
          lines[first].scrollIntoView({ block: 'nearest' });
        });
        node.addEventListener('mouseleave', clear);
      }
      lines.forEach((line, i) => {
        line.addEventListener('mouseenter', () => {
          if (!nodesOf[i].length) return;
          clear();
          line.classList.add('lit');
          document.querySelectorAll('.node').forEach(node => node.classList.add('dim'));
          nodesOf[i].forEach(node => node.classList.remove('dim'));
        });
        line.addEventListener('mouseleave', clear);
      });
      text.dataset.ready = 'yes';
      </script>
      </body>
      </html>
      """;

  private HtmlPage() {}

  public static String of(Source script, List<Diagram> diagrams) {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < script.lines(); i++) {
      lines
          .append("<span class=\"line\">")
          .append(SvgPicture.escape(script.line(i)))
          .append("</span>");
    }
    String name = SvgPicture.escape(script.name());
    return PAGE.formatted(name, lines, SvgPicture.of(diagrams))
        .replace("<div id=\"script\">", "<div id=\"script\" data-name=\"" + name + "\">");
  }
}
