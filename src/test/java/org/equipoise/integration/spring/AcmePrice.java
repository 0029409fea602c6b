package org.equipoise.integration.spring;

import java.math.BigDecimal;

/** A fact of an application's own. */
public record AcmePrice(BigDecimal amount) {
  public BigDecimal getAmount() {
    return amount;
  }
}
