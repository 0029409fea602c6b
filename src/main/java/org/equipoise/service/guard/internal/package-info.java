/**
 * What attributes does the call of a tool have? Its arguments as JSON come in. For Equipoise only.
 */
@NullMarked
package org.equipoise.service.guard.internal;

import org.jspecify.annotations.NullMarked;
