/**
 * How is a Spring Boot application governed? The input is its properties and beans. The result is a
 * governor and a guard, which are proven to block before the first request. Their state appears at
 * an Actuator endpoint and in the health. A failed start names the line of the rule at fault. The
 * same classes serve Spring Boot 3.5 and 4.1.
 */
@NullMarked
package org.equipoise.integration.spring;

import org.jspecify.annotations.NullMarked;
