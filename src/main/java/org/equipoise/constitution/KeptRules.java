package org.equipoise.constitution;

import com.google.common.base.Suppliers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.drools.core.impl.RuleBaseFactory;
import org.drools.model.Model;
import org.drools.model.Rule;
import org.drools.modelcompiler.KieBaseBuilder;
import org.equipoise.constitution.internal.cache.CompiledClasses;
import org.equipoise.constitution.internal.matching.MeteredJoins;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;

/**
 * Rules of class files that were vetted and metered before they were kept. The engine's rule base
 * is made only if something asks for it: rules that are matched without the engine never do.
 */
final class KeptRules extends ClassLoader {
  static {
    registerAsParallelCapable();
  }

  private final Map<String, byte[]> files;

  private KeptRules(Map<String, byte[]> files, ClassLoader host) {
    super(host);
    this.files = files;
  }

  /**
   * The compiled rules; empty if, against all expectation, they are not those that are asked for.
   *
   * @param host knows the classes that they use
   * @param places the rules' names in firing order
   */
  static Optional<Compiler.Compiled> of(
      CompiledClasses classes, ClassLoader host, Map<String, Integer> places) {
    KeptRules loader = new KeptRules(classes.files(), host);
    try {
      List<Rule> rules = new ArrayList<>();
      for (Model model : loader.models(classes)) {
        rules.addAll(model.getRules());
      }
      for (String name : classes.files().keySet()) {
        Class.forName(name, true, loader); // as after compiling
      }
      if (rules.size() != places.size()
          || !rules.stream().allMatch(it -> places.containsKey(it.getName()))) {
        return Optional.empty();
      }
      Supplier<KieBase> kie = Suppliers.memoize(() -> LargeStack.call(() -> loader.kie(classes)));
      return Optional.of(new Compiler.Compiled(kie, Compiler.inOrder(rules, places)));
    } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
      return Optional.empty();
    }
  }

  private List<Model> models(CompiledClasses classes) throws ReflectiveOperationException {
    List<Model> models = new ArrayList<>();
    for (String name : classes.models()) {
      models.add(
          Class.forName(name, true, this)
              .asSubclass(Model.class)
              .getDeclaredConstructor()
              .newInstance());
    }
    return models;
  }

  private KieBase kie(CompiledClasses classes) {
    try {
      KieBase kie =
          KieBaseBuilder.createKieBaseFromModel(
              models(classes),
              Compiler.withoutIndex(RuleBaseFactory.newKnowledgeBaseConfiguration(null, this)));
      MeteredJoins.meter(kie);
      return kie;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte @Nullable [] file = files.get(name);
    if (file == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, file, 0, file.length);
  }
}
