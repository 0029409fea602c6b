package org.equipoise.language;

/**
 * That something claims an output to be forbidden, or that something claims it permitted or
 * obligatory, whoever does.
 *
 * @param position {@code against} or {@code for}
 */
public record Stance(String caseId, String output, String position) {
  public static final String AGAINST = "against";
  public static final String FOR = "for";
}
