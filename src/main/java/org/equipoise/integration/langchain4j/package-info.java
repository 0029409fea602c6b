/**
 * How is a service of LangChain4j governed? In come messages to a model, its replies and its calls
 * of tools, with the host's way of describing each as a case; out go guardrail results, and tools
 * that run only if they may. What is decided is settled before this package.
 */
@NullMarked
package org.equipoise.integration.langchain4j;

import org.jspecify.annotations.NullMarked;
