package com.example.gateway;

import com.google.common.base.Splitter;
import org.slf4j.LoggerFactory;

public final class Main {
  public static void main(String[] arguments) {
    String topics = System.getenv().getOrDefault("TOPICS", "orders,stock");
    for (String topic : Splitter.on(',').split(topics)) {
      LoggerFactory.getLogger(Main.class).info("Listening to {}", topic);
    }
  }
}
