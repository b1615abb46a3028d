package org.tgraph.graph;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of an operation: the components of its record, in order. */
public final class OpParameters {
  public record Parameter(String name, Type type, Object value) {}

  /** The components of each record by their names, in order. */
  private static final ClassValue<Map<String, Method>> ACCESSORS =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          RecordComponent[] components = type.getRecordComponents();
          if (components == null) {
            throw new IllegalStateException(type + " is not a record");
          }
          Map<String, Method> accessors = new LinkedHashMap<>();
          for (RecordComponent component : components) {
            Method accessor = component.getAccessor();
            accessor.setAccessible(true);
            accessors.put(component.getName(), accessor);
          }
          return accessors;
        }
      };

  private OpParameters() {}

  /** The components of an operation, which is a record, or of a record among its parameters. */
  public static List<Parameter> of(Object record) {
    List<Parameter> parameters = new ArrayList<>();
    ACCESSORS
        .get(record.getClass())
        .forEach((name, accessor) ->
            parameters.add(
                new Parameter(name, accessor.getGenericReturnType(), value(accessor, record))));
    return parameters;
  }

  /** The names of these, in order. */
  public static List<String> names(Object record) {
    return List.copyOf(ACCESSORS.get(record.getClass()).keySet());
  }

  /** One of them, which is there. */
  public static Object value(Object record, String name) {
    return value(ACCESSORS.get(record.getClass()).get(name), record);
  }

  private static Object value(Method accessor, Object record) {
    try {
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(accessor + " of " + record.getClass(), e);
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
