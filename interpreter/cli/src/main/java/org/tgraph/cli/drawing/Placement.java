package org.tgraph.cli.drawing;

import java.util.ArrayList;
import java.util.List;

/**
 * Where each spot is, in pixels. Across, each layer in turn comes as near to its neighbours as the
 * order and the widths allow: least squares under "right of", solved by pooling adjacent violators.
 */
final class Placement {
  private static final double CHARACTER = 7.4;
  private static final double SMALL = 6.3;
  private static final double MARGIN = 24;
  private static final double APART = 22;
  private static final double GAP = 48;
  private static final int ROUNDS = 16;

  /**
   * How much more an edge's point keeps to its neighbours than a node, so that edges are straight.
   */
  private static final double STRAIGHT = 4;

  final double[] x;
  final double[] y;
  final double width;
  final double height;

  private final Diagram diagram;
  private final Layers layers;

  Placement(Diagram diagram, Layers layers) {
    this.diagram = diagram;
    this.layers = layers;
    this.x = new double[layers.spots.size()];
    this.y = new double[layers.spots.size()];
    this.height = down();
    for (List<Layers.Spot> layer : layers.layers) {
      pack(layer);
    }
    for (int round = 0; round < ROUNDS; round++) {
      boolean fromAbove = round % 2 == 0;
      for (int i = 0; i < layers.layers.size(); i++) {
        settle(layers.layers.get(fromAbove ? i : layers.layers.size() - 1 - i), fromAbove);
      }
    }
    this.width = shift();
  }

  List<Layers.Spot> spots() {
    return layers.spots;
  }

  List<List<Layers.Spot>> routes() {
    return layers.routes;
  }

  static double boxWidth(Diagram.Node node) {
    double text = Math.max(node.title().length() * CHARACTER, node.detail().length() * SMALL) + 22;
    double results = node.results().stream().mapToDouble(r -> r.length() * SMALL + 14).sum();
    return Math.max(Math.max(text, results), 44);
  }

  static double boxHeight(Diagram.Node node) {
    return node.detail().isEmpty() ? 28 : 42;
  }

  private double spotWidth(Layers.Spot spot) {
    return spot.isPoint() ? 4 : boxWidth(diagram.nodes().get(spot.node()));
  }

  private double spotHeight(Layers.Spot spot) {
    return spot.isPoint() ? 0 : boxHeight(diagram.nodes().get(spot.node()));
  }

  /** Layers below each other; {@link #y} is the middle of a spot. */
  private double down() {
    double top = MARGIN;
    for (List<Layers.Spot> layer : layers.layers) {
      double tallest = layer.stream().mapToDouble(this::spotHeight).max().orElse(0);
      for (Layers.Spot spot : layer) {
        y[spot.id()] = top + tallest / 2;
      }
      top += tallest + GAP;
    }
    return top - GAP + MARGIN;
  }

  private void pack(List<Layers.Spot> layer) {
    double total = layer.stream().mapToDouble(s -> spotWidth(s) + APART).sum();
    double left = -total / 2;
    for (Layers.Spot spot : layer) {
      x[spot.id()] = left + spotWidth(spot) / 2;
      left += spotWidth(spot) + APART;
    }
  }

  /** A run of spots that touch, so that they move as one. */
  private record Block(int first, int last, double weight, double sum) {
    double mean() {
      return sum / weight;
    }

    Block with(Block right) {
      return new Block(first, right.last, weight + right.weight, sum + right.sum);
    }
  }

  private void settle(List<Layers.Spot> layer, boolean fromAbove) {
    double[] offset = new double[layer.size()];
    for (int i = 1; i < layer.size(); i++) {
      double apart = (spotWidth(layer.get(i - 1)) + spotWidth(layer.get(i))) / 2 + APART;
      offset[i] = offset[i - 1] + apart;
    }
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < layer.size(); i++) {
      Layers.Spot spot = layer.get(i);
      double weight = spot.isPoint() ? STRAIGHT : 1;
      Block block = new Block(i, i, weight, weight * (wanted(spot, fromAbove) - offset[i]));
      while (!blocks.isEmpty() && blocks.getLast().mean() > block.mean()) {
        block = blocks.removeLast().with(block);
      }
      blocks.add(block);
    }
    for (Block block : blocks) {
      for (int i = block.first(); i <= block.last(); i++) {
        x[layer.get(i).id()] = block.mean() + offset[i];
      }
    }
  }

  private double wanted(Layers.Spot spot, boolean fromAbove) {
    List<Layers.Spot> near = (fromAbove ? layers.above : layers.below).get(spot.id());
    List<Layers.Spot> far = (fromAbove ? layers.below : layers.above).get(spot.id());
    return (near.isEmpty() ? far : near)
        .stream().mapToDouble(n -> x[n.id()]).average().orElse(x[spot.id()]);
  }

  private double shift() {
    double left = Double.MAX_VALUE;
    double right = -Double.MAX_VALUE;
    for (Layers.Spot spot : layers.spots) {
      left = Math.min(left, x[spot.id()] - spotWidth(spot) / 2);
      right = Math.max(right, x[spot.id()] + spotWidth(spot) / 2);
    }
    for (int i = 0; i < x.length; i++) {
      x[i] += MARGIN - left;
    }
    return x.length == 0 ? 2 * MARGIN : right - left + 2 * MARGIN;
  }
}
