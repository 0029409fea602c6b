package org.equipoise.consultation;

/** A participant's answer to a statement. That no vote was cast is not one of them. */
public enum Vote {
  AGREE,
  PASS,
  DISAGREE
}
