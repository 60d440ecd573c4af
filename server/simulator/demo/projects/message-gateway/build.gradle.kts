plugins {
    java
    application
}

repositories {
    mavenCentral()
}

dependencies {
    implementation("ch.qos.logback:logback-classic:1.2.3")
    implementation("com.google.guava:guava:30.1-jre")
    implementation("com.google.protobuf:protobuf-java:3.16.1")
    implementation("io.netty:netty-codec-http2:4.1.94.Final")
    implementation("org.apache.tomcat.embed:tomcat-embed-core:9.0.65")
    implementation("org.xerial.snappy:snappy-java:1.1.8.4")
    testImplementation("org.junit.jupiter:junit-jupiter:5.9.1")
}

dependencyLocking {
    lockAllConfigurations()
}

application {
    mainClass.set("com.example.gateway.Main")
}
