package org.tgraph.plot;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import de.erichseifert.vectorgraphics2d.intermediate.CommandSequence;
import de.erichseifert.vectorgraphics2d.svg.SVGProcessor;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws figures, with XChart. */
public final class Drawing {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 300;
  private static final int TITLE = 36;

  /** What a chart has above and below its axes. */
  private static final int MARGIN = 80;

  /** A part of an axis that nobody sees. */
  private static final double SHIFT = 1e-9;

  /** Colours that the colour-blind can tell apart (Okabe and Ito, 2008). */
  private static final Color[] COLOURS = {
    new Color(0x0072B2),
    new Color(0xE69F00),
    new Color(0x009E73),
    new Color(0xCC79A7),
    new Color(0x56B4E9),
    new Color(0xD55E00)
  };

  private static final Color MARKED = new Color(0xD62728);

  private static final Pattern COORDINATE = Pattern.compile("-?\\d+\\.\\d+(?![.\\w])");

  private final Figure figure;
  private final int width;
  private final int height;
  private final int top;

  private Drawing(Figure figure) {
    this.figure = figure;
    boolean isOne = figure.panels().size() == 1;
    int rows = Math.max(1, (figure.panels().size() + figure.columns() - 1) / figure.columns());
    this.top = figure.title().isEmpty() || isOne ? 0 : TITLE;
    this.width = isOne ? 4 * WIDTH / 3 : WIDTH * figure.columns();
    this.height = isOne ? heightOfOne(figure.panels().get(0)) : top + HEIGHT * rows;
  }

  private static int heightOfOne(Panel panel) {
    return Math.max(4 * HEIGHT / 3, 24 * panel.rows().size() + MARGIN);
  }

  /** The endings of names of files that can be drawn. */
  public static final List<String> ENDINGS = List.of("svg", "png", "html");

  /** The content of a file with one of {@link #ENDINGS}. */
  public static byte[] of(Figure figure, String ending) {
    System.setProperty("java.awt.headless", "true");
    Drawing drawing = new Drawing(figure);
    return switch (ending) {
      case "svg" -> drawing.svg();
      case "png" -> drawing.png();
      case "html" -> drawing.html();
      default -> throw new IllegalArgumentException(ending);
    };
  }

  private byte[] svg() {
    VectorGraphics2D graphics = new VectorGraphics2D();
    paint(graphics);
    CommandSequence commands = graphics.getCommands();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      new SVGProcessor().getDocument(commands, new PageSize(width, height)).writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String text = out.toString(StandardCharsets.UTF_8);
    // Not in the version of XML.
    int start = text.indexOf("<svg");
    String drawn =
        COORDINATE.matcher(text.substring(start)).replaceAll(number -> rounded(number.group()));
    return (text.substring(0, start) + drawn).getBytes(StandardCharsets.UTF_8);
  }

  /** To a hundredth of a pixel: with all digits a picture is twice as large. */
  private static String rounded(String coordinate) {
    BigDecimal number = new BigDecimal(coordinate).setScale(2, RoundingMode.HALF_EVEN);
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }

  /** With two pixels for each of the screen. */
  private byte[] png() {
    BufferedImage image = new BufferedImage(2 * width, 2 * height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.scale(2, 2);
    paint(graphics);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private byte[] html() {
    String svg = new String(svg(), StandardCharsets.UTF_8);
    String title = figure.title().isEmpty() ? "Plot" : escaped(figure.title());
    String page =
        """
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>%s</title></head>
        <body style="font-family: sans-serif">
        %s
        </body>
        </html>
        """
            .formatted(title, svg.substring(svg.indexOf("<svg")));
    return page.getBytes(StandardCharsets.UTF_8);
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private void paint(Graphics2D graphics) {
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, width, height);
    if (top > 0) {
      graphics.setColor(Color.BLACK);
      graphics.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 16));
      graphics.drawString(figure.title(), 16, 24);
    }
    boolean isOne = figure.panels().size() == 1;
    for (int i = 0; i < figure.panels().size(); i++) {
      if (figure.panels().get(i).series().isEmpty()) {
        continue;
      }
      int w = isOne ? width : WIDTH;
      int h = isOne ? height : HEIGHT;
      int x = i % figure.columns() * w;
      int y = top + i / figure.columns() * h;
      Graphics2D part = (Graphics2D) graphics.create();
      part.translate(x, y);
      chart(figure.panels().get(i), w, h, isOne).paint(part, w, h);
      part.dispose();
    }
  }

  private XYChart chart(Panel panel, int w, int h, boolean isOne) {
    String title = isOne && !figure.title().isEmpty() ? figure.title() : panel.title();
    XYChart chart =
        new XYChartBuilder()
            .width(w)
            .height(h)
            .title(title)
            .xAxisTitle(panel.x())
            .yAxisTitle(panel.y())
            .build();
    XYStyler styler = chart.getStyler();
    styler.setChartBackgroundColor(Color.WHITE);
    styler.setChartTitleBoxVisible(false);
    styler.setChartTitleFont(new Font(Font.SANS_SERIF, Font.BOLD, 14));
    styler.setAxisTitleFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
    styler.setAxisTickLabelsFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
    styler.setPlotGridLinesColor(new Color(0xE5E5E5));
    styler.setPlotBorderVisible(false);
    styler.setLegendVisible(panel.series().stream().anyMatch(s -> !s.name().isEmpty()));
    styler.setLegendPosition(LegendPosition.InsideNE);
    styler.setLegendBorderColor(new Color(0xCCCCCC));
    styler.setLocale(Locale.ROOT);
    chart.setCustomXAxisTickLabelsFormatter(Drawing::number);
    chart.setCustomYAxisTickLabelsFormatter(Drawing::number);
    rows(chart, panel, h);
    for (int i = 0; i < panel.series().size(); i++) {
      add(chart, panel.series().get(i), i);
    }
    return chart;
  }

  /** Short, and without what the steps of a scale have added by rounding. */
  private static String number(double at) {
    double size = Math.abs(at);
    return size != 0 && (size < 1e-4 || size >= 1e6)
        ? String.format(Locale.ROOT, "%.2e", at)
        : new BigDecimal(at)
            .round(new MathContext(8))
            .setScale(6, RoundingMode.HALF_EVEN)
            .stripTrailingZeros()
            .toPlainString();
  }

  private static void rows(XYChart chart, Panel panel, int h) {
    if (panel.rows().isEmpty()) {
      return;
    }
    chart.setCustomYAxisTickLabelsFormatter(at -> {
      long row = Math.round(at);
      boolean isRow = Math.abs(at - row) < 1e-6 && row >= 0 && row < panel.rows().size();
      // XChart wants each mark to have a name of its own.
      return isRow ? panel.rows().get((int) row) : " ".repeat((int) (1 + Math.abs(10 * at)));
    });
    // A mark at each row, and none between.
    chart.getStyler().setYAxisTickMarkSpacingHint(3 * (h - MARGIN) / (4 * panel.rows().size()));
    chart.getStyler().setYAxisMin(-0.5);
    chart.getStyler().setYAxisMax(panel.rows().size() - 0.5);
  }

  private static void add(XYChart chart, Series series, int number) {
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (int i = 0; i < series.x().length; i++) {
      if (Double.isFinite(series.x()[i]) && Double.isFinite(series.y()[i])) {
        x.add(series.x()[i]);
        y.add(series.y()[i]);
      }
    }
    if (x.isEmpty()) {
      return;
    }
    // Where all points are equally far from each other XChart marks the axes at points, and not at
    // round numbers; now they are not.
    x.set(0, x.get(0) + SHIFT * (Collections.max(x) - Collections.min(x)));
    y.set(0, y.get(0) + SHIFT * (Collections.max(y) - Collections.min(y) + 1));
    String name = series.name().isEmpty() ? " ".repeat(number + 1) : series.name();
    XYSeries drawn = chart.addSeries(name, x, y);
    Color colour = COLOURS[number % COLOURS.length];
    drawn.setShowInLegend(!series.name().isEmpty());
    drawn.setMarker(SeriesMarkers.NONE);
    drawn.setLineColor(colour);
    drawn.setLineStyle(new BasicStroke(1.2f));
    switch (series.style()) {
      case LINE -> drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
      case FAINT_LINE -> {
        drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        drawn.setLineColor(new Color(0, 0, 0, 50));
        drawn.setLineStyle(new BasicStroke(0.8f));
      }
      case THIN_LINE -> {
        drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        drawn.setLineColor(COLOURS[0]);
      }
      case THICK_LINE -> {
        drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Line);
        drawn.setLineColor(COLOURS[0]);
        drawn.setLineStyle(new BasicStroke(4f));
      }
      case POINTS, MARKED_POINTS -> {
        drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        drawn.setMarker(SeriesMarkers.CIRCLE);
        boolean isMarked = series.style() == Series.Style.MARKED_POINTS;
        drawn.setMarkerColor(
            isMarked
                ? MARKED
                : new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 110));
      }
      case SMALL_POINTS -> {
        drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        drawn.setMarker(SeriesMarkers.CIRCLE);
        drawn.setMarkerColor(new Color(0x333333));
      }
      case AREA -> {
        drawn.setXYSeriesRenderStyle(XYSeriesRenderStyle.PolygonArea);
        drawn.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 110));
      }
    }
    chart.getStyler().setMarkerSize(5);
  }
}
