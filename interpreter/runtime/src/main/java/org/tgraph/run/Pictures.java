package org.tgraph.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.tgraph.array.Array;
import org.tgraph.plot.CalibrationFigure;
import org.tgraph.plot.Drawing;
import org.tgraph.plot.DrawsFigures;
import org.tgraph.plot.Figure;
import org.tgraph.plot.Figures;
import org.tgraph.program.Calibration;
import org.tgraph.program.Plot;
import org.tgraph.program.Shown;

/** Pictures of values that are computed. */
final class Pictures {
  private Pictures() {}

  /** The content of a file of that name. */
  static byte[] of(Plot plot, String path, Memory memory) {
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Drawing.of(figure(plot, memory), ending);
  }

  private static Figure figure(Plot plot, Memory memory) {
    Figures.Titles titles = new Figures.Titles(plot.title(), plot.x(), plot.y());
    List<Shown> values = plot.values();
    return switch (plot.kind()) {
      case HISTOGRAM -> Figures.histogram(numbers(values.get(0), memory), plot.bins(), titles);
      case LINE -> {
        double[] x = numbers(values.get(0), memory);
        double[][] points =
            values.stream().skip(2).map(v -> numbers(v, memory)).toArray(double[][]::new);
        yield Figures.lines(x, rows(numbers(values.get(1), memory), x.length), points, titles);
      }
      case SCATTER ->
          Figures.scatter(numbers(values.get(0), memory), numbers(values.get(1), memory), titles);
      case TRACE -> DrawsFigures.trace(sites(values.get(0), memory), plot.title());
      case RANK -> DrawsFigures.rank(sites(values.get(0), memory), plot.title());
      case DENSITY -> DrawsFigures.density(sites(values.get(0), memory), plot.title());
      case PAIRS ->
          DrawsFigures.pairs(
              sites(values.get(0), memory), divergent(values.get(0), memory), plot.title());
      case FOREST -> DrawsFigures.forest(sites(values.get(0), memory), plot.title());
      case PREDICTIVE -> {
        double[] observed = numbers(values.get(1), memory);
        double[][] each = rows(numbers(values.get(0), memory), observed.length);
        yield DrawsFigures.predictive(each, observed, titles);
      }
      case CALIBRATION -> {
        int draws = (int) numbers(values.get(1), memory)[0];
        yield CalibrationFigure.of(
            ranks((Shown.Record) values.get(0), memory),
            draws + 1,
            Calibration.bins(draws),
            plot.title());
      }
    };
  }

  private static double[][] rows(double[] all, int size) {
    double[][] rows = new double[all.length / Math.max(size, 1)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = Arrays.copyOfRange(all, i * size, (i + 1) * size);
    }
    return rows;
  }

  private static double[] numbers(Shown shown, Memory memory) {
    return memory.array(shown.values().get(0)).toDoubles();
  }

  private static List<DrawsFigures.Number> sites(Shown shown, Memory memory) {
    List<DrawsFigures.Number> numbers = new ArrayList<>();
    for (Map.Entry<String, Shown> site : ((Shown.Draws) shown).sites().fields().entrySet()) {
      Array draws = memory.array(site.getValue().values().get(0));
      List<String> names = Tables.elements(site.getKey(), SummaryRun.shape(draws));
      for (int i = 0; i < names.size(); i++) {
        numbers.add(new DrawsFigures.Number(names.get(i), SummaryRun.chains(draws, i)));
      }
    }
    return numbers;
  }

  /** The ranks of each number. */
  private static List<CalibrationFigure.Ranks> ranks(Shown.Record sites, Memory memory) {
    List<CalibrationFigure.Ranks> ranks = new ArrayList<>();
    for (Map.Entry<String, Shown> site : sites.fields().entrySet()) {
      Array found = memory.array(site.getValue().values().get(0));
      long[] own = Arrays.copyOfRange(found.shape(), 1, found.rank());
      List<String> names = Tables.elements(site.getKey(), own);
      for (int i = 0; i < names.size(); i++) {
        double[] one = new double[(int) found.dim(0)];
        for (int j = 0; j < one.length; j++) {
          one[j] = found.getDouble((long) j * names.size() + i);
        }
        ranks.add(new CalibrationFigure.Ranks(names.get(i), one));
      }
    }
    return ranks;
  }

  private static boolean[][] divergent(Shown shown, Memory memory) {
    Shown statistic = ((Shown.Draws) shown).statistics().fields().get("divergent__");
    List<DrawsFigures.Number> sites = sites(shown, memory);
    double[][] chains = sites.get(0).chains();
    boolean[][] divergent = new boolean[chains.length][chains[0].length];
    if (statistic != null) {
      double[][] is = SummaryRun.chains(memory.array(statistic.values().get(0)), 0);
      for (int i = 0; i < is.length; i++) {
        for (int j = 0; j < is[i].length; j++) {
          divergent[i][j] = is[i][j] != 0;
        }
      }
    }
    return divergent;
  }
}
