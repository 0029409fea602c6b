/**
 * When have files changed? Detects changes of files. For Equipoise only. The input is paths; the
 * contents of files are not read.
 */
@NullMarked
package org.equipoise.service.internal;

import org.jspecify.annotations.NullMarked;
