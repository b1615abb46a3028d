package org.tgraph.graph;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The parameters of an operation: the components of its record, in order. */
public final class OpParameters {
  public record Parameter(String name, Type type, Object value) {}

  private OpParameters() {}

  /** The components of an operation, which is a record, or of a record among its parameters. */
  public static List<Parameter> of(Object record) {
    List<Parameter> parameters = new ArrayList<>();
    RecordComponent[] components = record.getClass().getRecordComponents();
    if (components == null) {
      throw new IllegalStateException(record.getClass() + " is not a record");
    }
    for (RecordComponent component : components) {
      Object value = value(component, record);
      parameters.add(new Parameter(component.getName(), component.getGenericType(), value));
    }
    return parameters;
  }

  private static Object value(RecordComponent component, Object record) {
    try {
      Method accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(component + " of " + record.getClass(), e);
    }
  }

  /** A record of {@code type} with these components; nothing if it does not take them. */
  public static <T> Optional<T> make(Class<T> type, List<Object> values) {
    Class<?>[] types =
        Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getType)
            .toArray(Class<?>[]::new);
    try {
      Constructor<T> constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return Optional.of(constructor.newInstance(values.toArray()));
    } catch (InvocationTargetException e) {
      return Optional.empty();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("constructor of " + type, e);
    }
  }
}
