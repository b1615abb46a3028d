package org.tgraph.cli.linking;

import static java.lang.constant.ConstantDescs.CD_Object;
import static java.lang.constant.ConstantDescs.CD_boolean;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.Label;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Writes a class anew with methods in place of what the compiler leaves for the JVM to make at the
 * first use, and an AOT cache does not keep: the choice among the types of a {@code switch}, and
 * {@code equals} and {@code hashCode} of records. A command uses a hundred of these, and making
 * them takes a tenth of its time. They compute the same, hashes included.
 */
final class DirectCode {
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  private final ClassDesc owner;
  private final boolean isInterface;

  /** The methods that are added, by their names. */
  private final Map<String, Method> methods = new LinkedHashMap<>();

  /** A static method of the class. */
  private record Method(MethodTypeDesc type, Consumer<CodeBuilder> code) {}

  private DirectCode(ClassModel model) {
    this.owner = model.thisClass().asSymbol();
    this.isInterface = model.flags().has(AccessFlag.INTERFACE);
  }

  /**
   * The class file with such methods; the same array if nothing is to be changed.
   *
   * @param types of all that it mentions
   */
  static byte[] of(byte[] file, ClassHierarchyResolver types) {
    ClassFile format = ClassFile.of(ClassHierarchyResolverOption.of(types));
    ClassModel model = format.parse(file);
    DirectCode direct = new DirectCode(model);
    byte[] written =
        format.transformClass(
            model,
            ClassTransform.transformingMethods(direct.calls())
                .andThen(ClassTransform.endHandler(direct::addMethods)));
    return direct.methods.isEmpty() ? file : written;
  }

  /** Puts calls of the methods in place of the instructions that they stand for. */
  private MethodTransform calls() {
    return MethodTransform.transformingCode((code, element) -> {
      Optional<Method> method =
          element instanceof InvokeDynamicInstruction i ? method(i) : Optional.empty();
      if (method.isEmpty()) {
        code.with(element);
        return;
      }
      String name = "direct$" + methods.size();
      methods.put(name, method.get());
      code.invokestatic(owner, name, method.get().type, isInterface);
    });
  }

  private void addMethods(ClassBuilder builder) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    methods.forEach((name, m) -> builder.withMethodBody(name, m.type, flags, m.code));
  }

  /** What computes the same as an instruction; nothing if that is to stay. */
  private static Optional<Method> method(InvokeDynamicInstruction instruction) {
    DirectMethodHandleDesc maker = instruction.bootstrapMethod();
    List<ConstantDesc> arguments = instruction.bootstrapArgs();
    MethodTypeDesc type = instruction.typeSymbol();
    String wanted = maker.owner().displayName() + "." + instruction.name().stringValue();
    return switch (wanted) {
      case "SwitchBootstraps.typeSwitch" -> choice(type, arguments);
      case "ObjectMethods.hashCode" ->
          Optional.of(new Method(type, code -> writeHash(code, components(arguments))));
      case "ObjectMethods.equals" ->
          Optional.of(
              new Method(
                  type,
                  code -> writeEquals(code, (ClassDesc) arguments.get(0), components(arguments))));
      default -> Optional.empty();
    };
  }

  /** Only among types: cases may also be constants, and what is chosen by may be primitive. */
  private static Optional<Method> choice(MethodTypeDesc type, List<ConstantDesc> cases) {
    if (type.parameterType(0).isPrimitive()
        || !cases.stream().allMatch(ClassDesc.class::isInstance)) {
      return Optional.empty();
    }
    List<ClassDesc> types = cases.stream().map(ClassDesc.class::cast).toList();
    return Optional.of(new Method(type, code -> writeSwitch(code, types)));
  }

  /** The fields of a record; before them are the record and their names. */
  private static List<DirectMethodHandleDesc> components(List<ConstantDesc> arguments) {
    return arguments.stream().skip(2).map(DirectMethodHandleDesc.class::cast).toList();
  }

  /**
   * What {@link java.lang.runtime.SwitchBootstraps#typeSwitch} says: the first type that a value is
   * of, from one on; as many as there are if it is of none, and -1 for null.
   */
  private static void writeSwitch(CodeBuilder code, List<ClassDesc> types) {
    Label isThere = code.newLabel();
    code.aload(0).ifnonnull(isThere).iconst_m1().ireturn().labelBinding(isThere);
    List<Label> labels = Stream.generate(code::newLabel).limit(types.size() + 1L).toList();
    List<SwitchCase> cases = new ArrayList<>();
    for (int i = 0; i < types.size(); i++) {
      cases.add(SwitchCase.of(i, labels.get(i)));
    }
    code.iload(1).tableswitch(labels.getLast(), cases);
    for (int i = 0; i < types.size(); i++) {
      code.labelBinding(labels.get(i))
          .aload(0)
          .instanceOf(types.get(i))
          .ifeq(labels.get(i + 1))
          .loadConstant(i)
          .ireturn();
    }
    code.labelBinding(labels.getLast()).loadConstant(types.size()).ireturn();
  }

  /** What {@link java.lang.runtime.ObjectMethods} makes: 31 times what is before, and the next. */
  private static void writeHash(CodeBuilder code, List<DirectMethodHandleDesc> fields) {
    code.iconst_0();
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = field.invocationType().returnType();
      MethodTypeDesc hash = MethodTypeDesc.of(CD_int, type.isPrimitive() ? type : CD_Object);
      code.bipush(31).imul();
      load(code, 0, field);
      code.invokestatic(type.isPrimitive() ? box(type) : OBJECTS, "hashCode", hash).iadd();
    }
    code.ireturn();
  }

  private static void writeEquals(
      CodeBuilder code, ClassDesc record, List<DirectMethodHandleDesc> fields) {
    Label same = code.newLabel();
    Label different = code.newLabel();
    code.aload(0).aload(1).if_acmpeq(same);
    code.aload(1).instanceOf(record).ifeq(different);
    code.aload(1).checkcast(record).astore(2);
    for (DirectMethodHandleDesc field : fields) {
      ClassDesc type = field.invocationType().returnType();
      load(code, 0, field);
      load(code, 2, field);
      if (type.isPrimitive()) {
        code.invokestatic(box(type), "compare", MethodTypeDesc.of(CD_int, type, type));
        code.ifne(different);
      } else {
        code.invokestatic(OBJECTS, "equals", MethodTypeDesc.of(CD_boolean, CD_Object, CD_Object));
        code.ifeq(different);
      }
    }
    code.labelBinding(same).iconst_1().ireturn();
    code.labelBinding(different).iconst_0().ireturn();
  }

  private static void load(CodeBuilder code, int record, DirectMethodHandleDesc field) {
    ClassDesc type = field.invocationType().returnType();
    code.aload(record).getfield(field.owner(), field.methodName(), type);
  }

  /** The class of the JDK that has {@code hashCode} and {@code compare} for a primitive type. */
  private static ClassDesc box(ClassDesc primitive) {
    MethodType type =
        MethodType.fromMethodDescriptorString("()" + primitive.descriptorString(), null);
    return type.wrap().returnType().describeConstable().orElseThrow();
  }
}
