package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tgraph.check.Builtin;
import org.tgraph.check.Scope;
import org.tgraph.check.Val;

/** The functions and constants that every script can use without an import. */
public final class Prelude {
  /** All functions, family by family. */
  public static final List<Builtin> FUNCTIONS = functions();

  /** The names of the functions that give distributions. */
  public static final Set<String> DISTRIBUTIONS =
      distributions().stream().map(Builtin::name).collect(Collectors.toUnmodifiableSet());

  private static final Scope SCOPE = all();

  private Prelude() {}

  private static List<Builtin> functions() {
    List<Builtin> all = new ArrayList<>();
    all.addAll(ElementwiseFunctions.ALL);
    all.addAll(Logic.ALL);
    all.addAll(Reductions.ALL);
    all.addAll(Cumulatives.ALL);
    all.addAll(Shapes.ALL);
    all.addAll(AxisOrder.ALL);
    all.addAll(Joining.ALL);
    all.addAll(Stacking.ALL);
    all.addAll(Repeating.ALL);
    all.addAll(Choosing.ALL);
    all.addAll(FlatPlaces.ALL);
    all.addAll(Picking.ALL);
    all.addAll(Creation.ALL);
    all.addAll(Triangles.ALL);
    all.addAll(ProductFunctions.ALL);
    all.addAll(LinearAlgebra.ALL);
    all.addAll(LeastSquaresFunctions.ALL);
    all.addAll(BlockMatrices.ALL);
    all.addAll(FourierFunctions.ALL);
    all.addAll(FourierGrids.ALL);
    all.addAll(Norms.ALL);
    all.addAll(Probabilities.ALL);
    all.addAll(SpecialFunctions.ALL);
    all.addAll(EntropyTerms.ALL);
    all.addAll(Sorting.ALL);
    all.addAll(Searching.ALL);
    all.addAll(UniqueFunctions.ALL);
    all.addAll(Quantiles.ALL);
    all.addAll(Histograms.ALL);
    all.addAll(Segments.ALL);
    all.addAll(Ranking.ALL);
    all.addAll(Averages.ALL);
    all.addAll(Correlations.ALL);
    all.addAll(Interpolation.ALL);
    all.addAll(Padding.ALL);
    all.addAll(Convolutions.ALL);
    all.addAll(VectorConvolutions.ALL);
    all.addAll(Pooling.ALL);
    all.addAll(ElementTypes.ALL);
    all.addAll(LoopFunctions.ALL);
    all.addAll(Keys.ALL);
    all.addAll(ContinuousSamplers.ALL);
    all.addAll(TransformedSamplers.ALL);
    all.addAll(DiscreteSamplers.ALL);
    all.addAll(CountSamplers.ALL);
    all.addAll(Shuffles.ALL);
    all.addAll(GammaSamplers.ALL);
    all.addAll(VectorSamplers.ALL);
    all.addAll(RandomLibrary.ALL);
    all.addAll(Derivatives.ALL);
    all.addAll(LibraryFunctions.ALL);
    all.addAll(Structures.ALL);
    all.addAll(distributions());
    all.addAll(ModelFunctions.ALL);
    all.addAll(DataFunctions.ALL);
    all.addAll(Effects.ALL);
    all.addAll(Plots.ALL);
    return List.copyOf(all);
  }

  private static List<Builtin> distributions() {
    return Stream.of(
            Families.ALL, DistributionsOfOthers.ALL, MarkovFamilies.ALL, FunctionFamilies.ALL)
        .flatMap(List::stream)
        .toList();
  }

  /** The scope with everything in it, around that of every script: nothing is defined in it. */
  public static Scope scope() {
    return SCOPE;
  }

  private static Scope all() {
    Scope scope = Scope.top();
    Namespaces.define(scope, FUNCTIONS);
    scope.define("pi", new Val.WeakFloat(Math.PI), Optional.empty());
    scope.define("e", new Val.WeakFloat(Math.E), Optional.empty());
    scope.define("inf", new Val.WeakFloat(Double.POSITIVE_INFINITY), Optional.empty());
    scope.define("nan", new Val.WeakFloat(Double.NaN), Optional.empty());
    return scope;
  }
}
