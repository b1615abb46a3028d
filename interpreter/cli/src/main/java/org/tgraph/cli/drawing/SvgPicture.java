package org.tgraph.cli.drawing;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tgraph.source.Source;
import org.tgraph.source.Span;

/** Writes diagrams as one SVG picture, one below the other, with a legend. */
public final class SvgPicture {
  private static final String STYLE =
      """
      text { font-family: ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace; }
      .title { font-size: 12px; text-anchor: middle; }
      .detail { font-size: 10px; text-anchor: middle; fill: #4b5563; }
      .type { font-size: 10px; text-anchor: middle; fill: #334155; }
      .heading { font-size: 14px; font-weight: bold; fill: #111827; }
      .legend { font-size: 11px; fill: #374151; }
      .edge { fill: none; stroke: #94a3b8; stroke-width: 1.4; }
      .node:hover rect { stroke-width: 3; }
      """;

  private static final double HEADING = 34;
  private static final double LEGEND = 34;

  private final StringBuilder out = new StringBuilder();

  private SvgPicture() {}

  public static String of(List<Diagram> diagrams) {
    SvgPicture picture = new SvgPicture();
    picture.write(diagrams);
    return picture.out.toString();
  }

  private void write(List<Diagram> diagrams) {
    List<Placement> placements =
        diagrams.stream().map(d -> new Placement(d, new Layers(d))).toList();
    Set<Family> families = EnumSet.noneOf(Family.class);
    diagrams.forEach(d -> d.nodes().forEach(n -> families.add(n.family())));
    double legend = families.stream().mapToDouble(SvgPicture::legendWidth).sum() + 48;
    double heading = diagrams.stream().mapToDouble(SvgPicture::headingWidth).max().orElse(0);
    double drawing = placements.stream().mapToDouble(p -> p.width).max().orElse(0);
    double width = Math.max(Math.max(legend, heading), drawing);
    double height = LEGEND + placements.stream().mapToDouble(p -> p.height + HEADING).sum();
    line(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">",
        width, height, width, height);
    line("<style>\n%s</style>", STYLE);
    line("<rect width=\"%.0f\" height=\"%.0f\" fill=\"#ffffff\"/>", width, height);
    legend(families);
    double top = LEGEND;
    for (int i = 0; i < diagrams.size(); i++) {
      line(
          "<text class=\"heading\" x=\"24\" y=\"%.0f\">%s</text>",
          top + 22, escape(diagrams.get(i).title()));
      double left = (width - placements.get(i).width) / 2;
      line("<g transform=\"translate(%.1f %.1f)\">", left, top + HEADING);
      edges(diagrams.get(i), placements.get(i));
      for (Layers.Spot spot : placements.get(i).spots()) {
        if (!spot.isPoint()) {
          node(diagrams.get(i).nodes().get(spot.node()), spot, placements.get(i));
        }
      }
      line("</g>");
      top += placements.get(i).height + HEADING;
    }
    line("</svg>");
  }

  private static double headingWidth(Diagram diagram) {
    return diagram.title().length() * 8.5 + 48;
  }

  private static double legendWidth(Family family) {
    return family.words().length() * 6.8 + 34;
  }

  private void legend(Set<Family> families) {
    double x = 24;
    for (Family family : families) {
      line(
          "<rect x=\"%.0f\" y=\"14\" width=\"14\" height=\"14\" rx=\"3\" fill=\"%s\" stroke=\"%s\"/>",
          x, family.fill(), family.line());
      line("<text class=\"legend\" x=\"%.0f\" y=\"25\">%s</text>", x + 20, family.words());
      x += legendWidth(family);
    }
  }

  private void edges(Diagram diagram, Placement at) {
    for (int i = 0; i < diagram.edges().size(); i++) {
      Diagram.Edge edge = diagram.edges().get(i);
      List<Layers.Spot> route = at.routes().get(i);
      Diagram.Node from = diagram.nodes().get(edge.from());
      Diagram.Node to = diagram.nodes().get(edge.to());
      double x = at.x[edge.from()] + portOffset(from, edge.result());
      double y = at.y[edge.from()] + Placement.boxHeight(from) / 2;
      StringBuilder path = new StringBuilder(String.format(Locale.ROOT, "M%.1f %.1f", x, y));
      for (int j = 1; j < route.size(); j++) {
        boolean last = j == route.size() - 1;
        int id = route.get(j).id();
        double slots = Placement.boxWidth(to) * ((edge.slot() + 1.0) / (edge.slots() + 1) - 0.5);
        double nextX = at.x[id] + (last ? slots : 0);
        double nextY = at.y[id] - (last ? Placement.boxHeight(to) / 2 : 0);
        double bend = (nextY - y) / 2;
        path.append(
            String.format(
                Locale.ROOT,
                " C%.1f %.1f %.1f %.1f %.1f %.1f",
                x,
                y + bend,
                nextX,
                nextY - bend,
                nextX,
                nextY));
        x = nextX;
        y = nextY;
      }
      line("<path class=\"edge\" d=\"%s\"/>", path);
      line("<path fill=\"#94a3b8\" d=\"M%.1f %.1f l-3.2 -6 h6.4 z\"/>", x, y);
    }
  }

  private static double portOffset(Diagram.Node node, int result) {
    double share = (result + 0.5) / node.results().size() - 0.5;
    return Placement.boxWidth(node) * share;
  }

  private void node(Diagram.Node node, Layers.Spot spot, Placement at) {
    double width = Placement.boxWidth(node);
    double height = Placement.boxHeight(node);
    double x = at.x[spot.id()];
    double y = at.y[spot.id()];
    Family family = node.family();
    line("<g class=\"node\"%s>", places(node));
    line("<title>%s</title>", escape(tooltip(node)));
    line(
        "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%d\" fill=\"%s\" stroke=\"%s\"/>",
        x - width / 2,
        y - height / 2,
        width,
        height,
        family == Family.CREATE || family == Family.INPUT ? 14 : 5,
        family.fill(),
        family.line());
    line(
        "<text class=\"title\" x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s</text>",
        x, node.detail().isEmpty() ? y + 4 : y - 3, family.ink(), escape(node.title()));
    if (!node.detail().isEmpty()) {
      line(
          "<text class=\"detail\" x=\"%.1f\" y=\"%.1f\">%s</text>",
          x, y + 12, escape(node.detail()));
    }
    for (int i = 0; i < node.results().size(); i++) {
      String type = node.results().get(i);
      double middle = x + portOffset(node, i);
      double half = type.length() * 6.1 / 2 + 3;
      line(
          "<rect x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"14\" fill=\"#ffffff\"/>",
          middle - half, y + height / 2 + 4, 2 * half);
      line(
          "<text class=\"type\" x=\"%.1f\" y=\"%.1f\">%s</text>",
          middle, y + height / 2 + 15, escape(type));
    }
    line("</g>");
  }

  /** For the page: which characters of the script it comes from. */
  private static String places(Diagram.Node node) {
    if (node.place().isEmpty()) {
      return "";
    }
    Span span = node.place().get(0);
    return " data-source=\"%s\" data-start=\"%d\" data-end=\"%d\""
        .formatted(escape(span.source().name()), span.start(), span.end());
  }

  private static String tooltip(Diagram.Node node) {
    String what = node.detail().isEmpty() ? node.title() : node.title() + "  " + node.detail();
    if (node.place().isEmpty()) {
      return what;
    }
    Span span = node.place().get(0);
    Source source = span.source();
    int line = source.position(span.start()).line();
    return "%s\n%s:%d  %s".formatted(what, source.name(), line + 1, source.line(line).strip());
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }

  private void line(String format, Object... values) {
    out.append(String.format(Locale.ROOT, format, values)).append('\n');
  }
}
