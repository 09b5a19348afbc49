package pagoda.operate;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Boots the machine for the first test that asks for it; JUnit closes it after the last. */
final class SharedMachine implements ParameterResolver {
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Machine.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(SharedMachine.class))
        .computeIfAbsent(Machine.class, _ -> boot(), Object.class);
  }

  private static Object boot() {
    try {
      return Machine.boot();
    } catch (Exception e) {
      throw new AssertionError("the machine does not boot", e);
    }
  }
}
