package org.tgraph.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.tgraph.plot.DrawsFigures.Number;

/** What is drawn, and that it can be written in each format. */
class DrawingTest {
  private static final Figures.Titles TITLES = new Figures.Titles("a < b", "x", "y");

  private static List<Number> numbers(int count) {
    Random random = new Random(1);
    Number[] all = new Number[count];
    Arrays.setAll(
        all,
        i -> {
          double[][] chains = new double[3][50];
          for (double[] chain : chains) {
            Arrays.setAll(chain, j -> random.nextGaussian());
          }
          return new Number("z[" + i + "]", chains);
        });
    return List.of(all);
  }

  @Test
  void barsCountAllNumbersThatAreFinite() {
    double nan = Double.NaN;
    Series bars = Figures.bars("", new double[] {0, 0.1, 0.9, 1, nan, 0.5}, 2);
    assertArrayEquals(new double[] {0, 0, 0.5, 0.5, 1, 1}, bars.x());
    assertArrayEquals(new double[] {0, 2, 2, 3, 3, 0}, bars.y());
  }

  @Test
  void numbersThatAreAllTheSameHaveABarToo() {
    Series bars = Figures.bars("", new double[] {2, 2, 2}, 1);
    assertArrayEquals(new double[] {1.5, 1.5, 2.5, 2.5}, bars.x());
    assertArrayEquals(new double[] {0, 3, 3, 0}, bars.y());
    assertEquals(6, Figures.bars("", new double[0], 2).x().length);
  }

  /** The area under a density is 1. */
  @Test
  void densities() {
    Series density = DrawsFigures.density("", numbers(1).get(0).chains()[0]);
    double area = 0;
    for (int i = 1; i < density.x().length; i++) {
      area += (density.x()[i] - density.x()[i - 1]) * (density.y()[i] + density.y()[i - 1]) / 2;
    }
    assertEquals(1, area, 0.02);
  }

  @Test
  void ranksOfAllChainsAreLevelTogether() {
    Panel panel = DrawsFigures.rank(numbers(1), "").panels().get(0);
    double[] sum = new double[20];
    for (Series chain : panel.series()) {
      for (int i = 0; i < 20; i++) {
        sum[i] += chain.y()[1 + 2 * i];
      }
    }
    assertEquals(150, Arrays.stream(sum).sum());
    Arrays.stream(sum).forEach(s -> assertEquals(7.5, s, 0.5));
  }

  /** The quantiles are those of {@code scipy.stats.binom.ppf([0.005, 0.995], n, 1 / bins)}. */
  @Test
  void bandsHoldCountsOfUniformRanks() {
    assertArrayEquals(new double[] {3, 19}, CalibrationFigure.band(200, 20));
    assertArrayEquals(new double[] {34, 68}, CalibrationFigure.band(500, 10));
    assertArrayEquals(new double[] {33, 69}, CalibrationFigure.band(1000, 20));
    assertArrayEquals(new double[] {16, 34}, CalibrationFigure.band(50, 2));
    assertArrayEquals(new double[] {4823, 5178}, CalibrationFigure.band(100000, 20));
    assertArrayEquals(new double[] {0, 2}, CalibrationFigure.band(3, 20));
    assertArrayEquals(new double[] {0, 0}, CalibrationFigure.band(0, 20));
    assertArrayEquals(new double[] {7, 7}, CalibrationFigure.band(7, 1));
  }

  @Test
  void calibrationsCountRanks() {
    double[] found = {0, 9, 9, 4, 5, 3};
    Figure figure =
        CalibrationFigure.of(List.of(new CalibrationFigure.Ranks("mu", found)), 10, 5, "");
    Series bars = figure.panels().get(0).series().get(1);
    assertArrayEquals(new double[] {0, 0, 2, 2, 4, 4, 6, 6, 8, 8, 10, 10}, bars.x());
    assertArrayEquals(new double[] {0, 1, 1, 1, 1, 2, 2, 0, 0, 2, 2, 0}, bars.y());
    assertEquals(1.2, figure.panels().get(0).series().get(2).y()[0]);
  }

  @Test
  void pairsMarkWhatDiverged() {
    boolean[][] divergent = new boolean[3][50];
    divergent[1][7] = true;
    Figure figure = DrawsFigures.pairs(numbers(3), divergent, "");
    assertEquals(4, figure.panels().size());
    assertEquals(2, figure.columns());
    Series marked = figure.panels().get(0).series().get(1);
    assertEquals("diverged", marked.name());
    assertArrayEquals(new double[] {numbers(3).get(0).chains()[1][7]}, marked.x());
  }

  @Test
  void pairsOfManyDrawsShowSome() {
    DrawsFigures.Number many =
        new DrawsFigures.Number(
            "x", new double[][] {IntStream.range(0, 2500).asDoubleStream().toArray()});
    Figure figure = DrawsFigures.pairs(List.of(many, many), new boolean[1][2500], "");
    double[] x = figure.panels().get(0).series().get(0).x();
    assertEquals(1000, x.length);
    assertArrayEquals(new double[] {0, 2, 5}, Arrays.copyOf(x, 3));
    assertEquals(2497, x[999]);
  }

  @Test
  void coordinatesAreShort() {
    double[] x = {0.123456789, 1, 2};
    String svg =
        new String(Drawing.of(Figures.scatter(x, x, TITLES), "svg"), StandardCharsets.UTF_8);
    assertFalse(svg.matches("(?s).*[0-9]\\.[0-9]{3}.*"));
  }

  @Test
  void allFiguresInAllFormats() throws Exception {
    double[] x = {1, 2, 3, Double.POSITIVE_INFINITY};
    double[] nothing = {};
    List<Figure> figures =
        List.of(
            Figures.histogram(x, 10, TITLES),
            Figures.histogram(nothing, 10, TITLES),
            Figures.lines(x, new double[][] {x, x}, new double[][] {x, x}, TITLES),
            Figures.scatter(nothing, nothing, TITLES),
            DrawsFigures.trace(numbers(2), "traces"),
            DrawsFigures.rank(numbers(40), ""),
            DrawsFigures.density(numbers(1), "one"),
            DrawsFigures.pairs(numbers(1), new boolean[3][50], ""),
            DrawsFigures.pairs(numbers(9), new boolean[3][50], ""),
            DrawsFigures.forest(numbers(30), ""),
            DrawsFigures.predictive(new double[][] {{1, 2, 3}, {2, 2, 2}}, x, TITLES),
            CalibrationFigure.of(List.of(new CalibrationFigure.Ranks("z", x)), 10, 5, "sbc"),
            CalibrationFigure.of(List.of(new CalibrationFigure.Ranks("z", nothing)), 1, 1, ""));
    for (Figure figure : figures) {
      for (String ending : Drawing.ENDINGS) {
        check(Drawing.of(figure, ending), ending);
      }
    }
  }

  private static void check(byte[] file, String ending) throws Exception {
    if (ending.equals("png")) {
      BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
      assertTrue(image.getWidth() >= 900 && image.getHeight() >= 600);
      return;
    }
    String text = new String(file, StandardCharsets.UTF_8);
    assertTrue(text.contains("<svg"));
    if (ending.equals("svg")) {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      // The type of the document is not to be fetched.
      factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
      factory.newDocumentBuilder().parse(new ByteArrayInputStream(file));
    } else {
      assertTrue(text.startsWith("<!DOCTYPE html>"));
    }
  }

  /** The bars of a histogram can be seen. */
  @Test
  void barsAreBlue() throws IOException {
    byte[] png = Drawing.of(Figures.histogram(new double[] {1, 2, 2, 3}, 3, TITLES), "png");
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    int blue = 0;
    for (int x = 0; x < image.getWidth(); x += 4) {
      for (int y = 0; y < image.getHeight(); y += 4) {
        int rgb = image.getRGB(x, y);
        blue += (rgb & 0xFF) > ((rgb >> 16) & 0xFF) + 60 ? 1 : 0;
      }
    }
    assertTrue(blue > 3000, () -> "too few blue points");
  }
}
