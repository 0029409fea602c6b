package org.equipoise.integration.spring;

import org.springframework.boot.autoconfigure.condition.AnyNestedCondition;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;

/** Whether an application names a constitution or a charter. */
final class IsGoverned extends AnyNestedCondition {
  IsGoverned() {
    super(ConfigurationPhase.PARSE_CONFIGURATION);
  }

  @ConditionalOnProperty(prefix = "equipoise", name = "constitution")
  static final class ByConstitution {}

  @ConditionalOnProperty(prefix = "equipoise", name = "charter")
  static final class ByCharter {}
}
