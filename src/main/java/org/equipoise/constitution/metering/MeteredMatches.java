package org.equipoise.constitution.metering;

import org.drools.model.functions.Operator;

/** The condition {@code matches}, where its pattern or its text is known only when it is asked. */
public enum MeteredMatches implements Operator.SingleValue<Object, String> {
  INSTANCE;

  @Override
  public boolean eval(Object text, String pattern) {
    return text != null && MeteredTextCalls.matches(text.toString(), pattern);
  }

  @Override
  public String getOperatorName() {
    return "matches";
  }
}
