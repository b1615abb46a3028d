package org.tgraph.cli.drawing;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which layer each node is in, and in which order: the first two steps of Sugiyama's method (K.
 * Sugiyama, S. Tagawa, M. Toda, "Methods for visual understanding of hierarchical system
 * structures", 1981). An edge over several layers is led through a point in each.
 */
final class Layers {
  private static final int SWEEPS = 24;

  /**
   * A place in a layer: a node, or a point that an edge passes.
   *
   * @param node of the diagram, or -1
   */
  record Spot(int id, int node, int layer) {
    boolean isPoint() {
      return node < 0;
    }
  }

  final List<Spot> spots = new ArrayList<>();

  /** The spots of each layer, from left to right. */
  final List<List<Spot>> layers = new ArrayList<>();

  /** For each edge of the diagram the spots it passes, its ends included. */
  final List<List<Spot>> routes = new ArrayList<>();

  /**
   * For each spot, in the order of {@link #below}, how far right on the lower spot an edge ends.
   */
  private final List<List<Double>> ends = new ArrayList<>();

  /**
   * For each spot, in the order of {@link #above}, how far right on the upper spot an edge begins.
   */
  private final List<List<Double>> beginnings = new ArrayList<>();

  final List<List<Spot>> above = new ArrayList<>();
  final List<List<Spot>> below = new ArrayList<>();

  Layers(Diagram diagram) {
    int[] layer = layerOf(diagram);
    for (int node = 0; node < layer.length; node++) {
      add(node, layer[node]);
    }
    for (Diagram.Edge edge : diagram.edges()) {
      List<Spot> route = new ArrayList<>();
      route.add(spots.get(edge.from()));
      for (int l = layer[edge.from()] + 1; l < layer[edge.to()]; l++) {
        route.add(add(-1, l));
      }
      route.add(spots.get(edge.to()));
      for (int i = 1; i < route.size(); i++) {
        above.get(route.get(i).id()).add(route.get(i - 1));
        below.get(route.get(i - 1).id()).add(route.get(i));
        int results = diagram.nodes().get(edge.from()).results().size();
        beginnings
            .get(route.get(i).id())
            .add(i == 1 ? (edge.result() + 1.0) / (results + 1) - 0.5 : 0.0);
        boolean last = i == route.size() - 1;
        ends.get(route.get(i - 1).id())
            .add(last ? (edge.slot() + 1.0) / (edge.slots() + 1) - 0.5 : 0.0);
      }
      routes.add(route);
    }
    order();
  }

  private Spot add(int node, int layer) {
    Spot spot = new Spot(spots.size(), node, layer);
    spots.add(spot);
    above.add(new ArrayList<>());
    ends.add(new ArrayList<>());
    beginnings.add(new ArrayList<>());
    below.add(new ArrayList<>());
    while (layers.size() <= layer) {
      layers.add(new ArrayList<>());
    }
    layers.get(layer).add(spot);
    return spot;
  }

  /**
   * As high as what it needs allows; but what needs no input, or only such that nobody else needs,
   * as low as its users allow.
   */
  private static int[] layerOf(Diagram diagram) {
    int count = diagram.nodes().size();
    int[] layer = new int[count];
    int[] uses = new int[count];
    boolean[] isLoose = new boolean[count];
    Arrays.fill(isLoose, true);
    diagram.edges().forEach(edge -> uses[edge.from()]++);
    List<Diagram.Edge> inOrder = new ArrayList<>(diagram.edges());
    inOrder.sort(Comparator.comparingInt(Diagram.Edge::to));
    for (Diagram.Edge edge : inOrder) {
      layer[edge.to()] = Math.max(layer[edge.to()], layer[edge.from()] + 1);
      isLoose[edge.to()] &= isLoose[edge.from()] && uses[edge.from()] == 1;
    }
    int[] lowest = new int[count];
    Arrays.fill(lowest, Integer.MAX_VALUE);
    inOrder.sort(Comparator.comparingInt(Diagram.Edge::from).reversed());
    for (Diagram.Edge edge : inOrder) {
      boolean settles = isLoose[edge.to()] && lowest[edge.to()] < Integer.MAX_VALUE;
      int user = settles ? lowest[edge.to()] : layer[edge.to()];
      lowest[edge.from()] = Math.min(lowest[edge.from()], user - 1);
    }
    for (int node = 0; node < count; node++) {
      boolean settles = isLoose[node] && lowest[node] < Integer.MAX_VALUE;
      layer[node] = settles ? lowest[node] : layer[node];
    }
    return layer;
  }

  /**
   * Sweeps down and up, each layer by the means of its neighbours' places; keeps the best order.
   */
  private void order() {
    int[] place = new int[spots.size()];
    List<List<Spot>> best = copy();
    long fewest = crossings(place);
    for (int sweep = 0; sweep < SWEEPS && fewest > 0; sweep++) {
      boolean down = sweep % 2 == 0;
      for (int i = 1; i < layers.size(); i++) {
        List<Spot> moved = layers.get(down ? i : layers.size() - 1 - i);
        number(place);
        moved.sort(
            Comparator.comparingDouble(s -> down ? meanAbove(s, place) : meanBelow(s, place)));
      }
      long now = crossings(place);
      if (now < fewest) {
        fewest = now;
        best = copy();
      }
    }
    for (int i = 0; i < layers.size(); i++) {
      layers.set(i, best.get(i));
    }
    exchange(place);
  }

  /** Exchanges neighbours as long as that makes fewer crossings. */
  private void exchange(int[] place) {
    boolean better = true;
    for (int round = 0; round < SWEEPS && better; round++) {
      better = false;
      for (List<Spot> layer : layers) {
        number(place);
        for (int i = 0; i + 1 < layer.size(); i++) {
          Spot left = layer.get(i);
          Spot right = layer.get(i + 1);
          if (crossings(right, left, place) < crossings(left, right, place)) {
            layer.set(i, right);
            layer.set(i + 1, left);
            better = true;
          }
        }
      }
    }
  }

  /** How many edges of two neighbours cross, in this order. */
  private int crossings(Spot left, Spot right, int[] place) {
    int count = 0;
    for (int i = 0; i < below.get(left.id()).size(); i++) {
      for (int j = 0; j < below.get(right.id()).size(); j++) {
        count += end(left, i, place) > end(right, j, place) ? 1 : 0;
      }
    }
    for (int i = 0; i < above.get(left.id()).size(); i++) {
      for (int j = 0; j < above.get(right.id()).size(); j++) {
        count += beginning(left, i, place) > beginning(right, j, place) ? 1 : 0;
      }
    }
    return count;
  }

  private double meanAbove(Spot spot, int[] place) {
    double sum = 0;
    int count = above.get(spot.id()).size();
    for (int i = 0; i < count; i++) {
      sum += beginning(spot, i, place);
    }
    return count == 0 ? place[spot.id()] : sum / count;
  }

  private double meanBelow(Spot spot, int[] place) {
    double sum = 0;
    int count = below.get(spot.id()).size();
    for (int i = 0; i < count; i++) {
      sum += end(spot, i, place);
    }
    return count == 0 ? place[spot.id()] : sum / count;
  }

  /** Where an edge to a lower spot ends, in places. */
  private double end(Spot spot, int i, int[] place) {
    return place[below.get(spot.id()).get(i).id()] + ends.get(spot.id()).get(i);
  }

  /** Where an edge from an upper spot begins, in places. */
  private double beginning(Spot spot, int i, int[] place) {
    return place[above.get(spot.id()).get(i).id()] + beginnings.get(spot.id()).get(i);
  }

  private void number(int[] place) {
    for (List<Spot> layer : layers) {
      for (int i = 0; i < layer.size(); i++) {
        place[layer.get(i).id()] = i;
      }
    }
  }

  /** How many pairs of edges between neighbouring layers cross. */
  private long crossings(int[] place) {
    number(place);
    long count = 0;
    for (List<Spot> layer : layers) {
      List<double[]> lines = new ArrayList<>();
      for (Spot spot : layer) {
        for (int i = 0; i < below.get(spot.id()).size(); i++) {
          lines.add(new double[] {place[spot.id()], end(spot, i, place)});
        }
      }
      for (int i = 0; i < lines.size(); i++) {
        for (int j = i + 1; j < lines.size(); j++) {
          int upper = Double.compare(lines.get(i)[0], lines.get(j)[0]);
          int lower = Double.compare(lines.get(i)[1], lines.get(j)[1]);
          count += upper * lower < 0 ? 1 : 0;
        }
      }
    }
    return count;
  }

  private List<List<Spot>> copy() {
    List<List<Spot>> copy = new ArrayList<>();
    layers.forEach(layer -> copy.add(new ArrayList<>(layer)));
    return copy;
  }
}
