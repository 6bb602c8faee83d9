package dev.muster.guardian

import com.typesafe.config.{Config, ConfigFactory}

/** The settings of the product's actor system, for specs that make their own. */
object TestSystem {
  val config: Config = ConfigFactory
    .parseString("""
      pekko {
        loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
        loglevel = INFO
        actor.default-dispatcher {
          executor = "dev.muster.guardian.FatalErrorNet"
          throughput = 32
          thread-pool-executor.fixed-pool-size = 2
        }
      }
      muster.control {
        type = Dispatcher
        executor = thread-pool-executor
        thread-pool-executor.fixed-pool-size = 2
      }
    """)
    .withFallback(ConfigFactory.load())
}
