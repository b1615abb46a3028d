package org.tgraph.prelude;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.tgraph.check.Broadcasting;
import org.tgraph.check.Builtin;
import org.tgraph.check.CallSite;
import org.tgraph.check.Tensors.Operand;
import org.tgraph.check.Val;
import org.tgraph.diagnostic.Code;
import org.tgraph.diagnostic.Diagnostic;
import org.tgraph.graph.Value;
import org.tgraph.source.Span;
import org.tgraph.type.DType;
import org.tgraph.type.Dim;
import org.tgraph.type.Element;
import org.tgraph.type.Kind;
import org.tgraph.type.Shape;
import org.tgraph.type.SizeVar;
import org.tgraph.type.Type;

/**
 * A family of distributions: its parameters, of which the axes that they have together are the
 * batch, and what one value is. The rest is written in a module of the standard library, in the
 * function of the family's name.
 *
 * @param element what one value is made of; nothing if of what the parameters are
 */
record Family(
    String signature,
    String doc,
    String module,
    List<Parameter> parameters,
    Optional<Element> element) {
  /** Any size: the type of a site says which. */
  static final Dim ANY = Dim.of(new SizeVar("_", 0, SizeVar.Role.DECLARED));

  /**
   * A parameter.
   *
   * @param kind {@code FLOAT}, or {@code INT} for a number of tries
   * @param axes how many last axes belong to one distribution: those of a vector or matrix
   * @param otherwise what it is if it is left out; then nothing is {@code none}
   * @param isTall whether a matrix may have any number of columns
   */
  record Parameter(String name, Kind kind, int axes, OptionalDouble otherwise, boolean isTall) {
    private static Parameter of(String name, Kind kind, int axes) {
      return new Parameter(name, kind, axes, OptionalDouble.empty(), false);
    }

    static Parameter of(String name) {
      return of(name, Kind.FLOAT, 0);
    }

    static Parameter of(String name, double otherwise) {
      return new Parameter(name, Kind.FLOAT, 0, OptionalDouble.of(otherwise), false);
    }

    static Parameter whole(String name) {
      return of(name, Kind.INT, 0);
    }

    static Parameter vector(String name) {
      return of(name, Kind.FLOAT, 1);
    }

    static Parameter matrix(String name) {
      return of(name, Kind.FLOAT, 2);
    }

    static Parameter tall(String name) {
      return new Parameter(name, Kind.FLOAT, 2, OptionalDouble.empty(), true);
    }
  }

  /** A family of floats with parameters that are floats. */
  static Family ofFloats(String signature, String doc) {
    String inside = signature.substring(signature.indexOf('(') + 1, signature.lastIndexOf(')'));
    List<Parameter> parameters =
        Stream.of(inside.split(", ")).map(p -> parameter(p.split("="))).toList();
    return new Family(signature, doc, "distributions", parameters, Optional.empty());
  }

  private static Parameter parameter(String[] nameAndDefault) {
    return nameAndDefault.length == 1 || nameAndDefault[1].equals("none")
        ? Parameter.of(nameAndDefault[0])
        : Parameter.of(nameAndDefault[0], Double.parseDouble(nameAndDefault[1]));
  }

  /** A family of counts, or with {@code BOOL} of truth values. */
  static Family ofCounts(String signature, String doc, DType element, Parameter... parameters) {
    return new Family(signature, doc, "counts", List.of(parameters), Optional.of(element));
  }

  String name() {
    return signature.substring(0, signature.indexOf('('));
  }

  /** The function of the prelude. */
  Builtin builtin() {
    return Builtin.of(signature, doc, call -> of(call, Shape.SCALAR));
  }

  /** As {@link #builtin}, for distributions of vectors as long as the last axis of a parameter. */
  Builtin ofVectors(String as) {
    return Builtin.of(
        signature,
        doc,
        call -> {
          Value value = call.tensor(as);
          call.needLastAxes(as, value, 1);
          return of(call, new Shape(List.of(value.shape().dim(value.rank() - 1))));
        });
  }

  /** As {@link #builtin}, for distributions of vectors whose length the type of a site says. */
  Builtin ofAnyLength() {
    return Builtin.of(signature, doc, call -> of(call, new Shape(List.of(ANY))));
  }

  private Val of(CallSite call, Shape event) {
    Map<String, Value> values = values(call);
    List<Value> batches = new ArrayList<>();
    List<Span> spans = new ArrayList<>();
    for (Parameter p : parameters) {
      Value value = values.get(p.name());
      if (value != null) {
        call.needLastAxes(p.name(), value, p.axes());
        int before = value.rank() - p.axes();
        requireSizes(call, p, value.shape().slice(before, value.rank()), event);
        batches.add(call.fill(new Val.WeakFloat(0), DType.F64, value.shape().slice(0, before)));
        spans.add(call.span(p.name()));
      }
    }
    Shape batch =
        batches.isEmpty()
            ? Shape.SCALAR
            : new Broadcasting(call.c()).shape(batches, spans, call.called(), call.at());
    Map<String, Val> given = new LinkedHashMap<>();
    for (Parameter p : parameters) {
      given.put(p.name(), given(call, p, values.get(p.name())));
    }
    Element of =
        element.orElseGet(() ->
            parameters.stream()
                .filter(p -> p.kind() == Kind.FLOAT && values.containsKey(p.name()))
                .findFirst()
                .map(p -> values.get(p.name()).type().element())
                .orElse(DType.F64));
    return made(call, module, given, new Type.Distribution(name(), of, batch, event));
  }

  /** What the function of the standard library gets: a bare number stays one, which is known. */
  private static Val given(CallSite call, Parameter p, Value value) {
    if (value == null) {
      return Val.NOTHING;
    }
    if (p.kind() == Kind.FLOAT) {
      if (!call.has(p.name())) {
        return new Val.WeakFloat(p.otherwise().getAsDouble());
      }
      if (call.val(p.name()) instanceof Val.WeakFloat number) {
        return number;
      }
      if (call.val(p.name()) instanceof Val.WeakInt number) {
        return new Val.WeakFloat(number.value().doubleValue());
      }
    } else if (call.val(p.name()) instanceof Val.Known size) {
      return size;
    } else if (call.val(p.name()) instanceof Val.WeakInt number) {
      return number;
    }
    return new Val.Tensor(value);
  }

  /** What the function of the standard library says of the distribution. */
  static Val made(CallSite call, String module, Map<String, Val> given, Type.Distribution type) {
    return call.library(module, type.family(), given) instanceof Val.Record functions
            && !functions.isPoison()
        ? new Val.Distribution(type, functions)
        : Val.POISON;
  }

  /** The parameters that there are: the floats of one element type. */
  private Map<String, Value> values(CallSite call) {
    List<Parameter> floats = parameters.stream().filter(p -> isFloat(call, p)).toList();
    List<Operand> operands =
        floats.stream()
            .map(p ->
                call.has(p.name())
                    ? call.operand(p.name())
                    : new Operand(new Val.WeakFloat(p.otherwise().getAsDouble()), call.whole()))
            .toList();
    List<Value> together = operands.isEmpty() ? List.of() : call.together(operands, Kind.FLOAT);
    Map<String, Value> values = new LinkedHashMap<>();
    for (int i = 0; i < floats.size(); i++) {
      values.put(floats.get(i).name(), together.get(i));
    }
    for (Parameter p : parameters) {
      if (p.kind() == Kind.INT) {
        values.put(p.name(), call.cast(call.tensor(p.name(), Kind.INT), DType.I64));
      }
    }
    return values;
  }

  private static boolean isFloat(CallSite call, Parameter p) {
    return p.kind() == Kind.FLOAT && (call.has(p.name()) || p.otherwise().isPresent());
  }

  /** A vector or matrix must be as large as one value is. */
  private static void requireSizes(CallSite call, Parameter p, Shape own, Shape event) {
    for (Dim size : p.isTall() ? own.dims().subList(0, 1) : own.dims()) {
      if (event.rank() == 1 && event.dim(0) != ANY && !call.isEqual(size, event.dim(0))) {
        String[] texts = call.pair(size, event.dim(0));
        throw call.fail(
            call.explain(
                Diagnostic.error(
                    Code.TG0301,
                    call.span(p.name()),
                    "`%s` of %s has the size `%s`, but one value of the distribution has `%s`."
                        .formatted(p.name(), call.called(), texts[0], texts[1])),
                size,
                event.dim(0)));
      }
    }
  }
}
