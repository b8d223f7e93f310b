// Objects, closures, generics and exceptions, so that garbage collection and exception handling have something to do.

sealed interface Shape {
    val area: Double
}

data class Circle(val radius: Double) : Shape {
    override val area get() = kotlin.math.PI * radius * radius
}

data class Rectangle(val width: Double, val height: Double) : Shape {
    override val area get() = width * height
}

class Unmeasurable(what: String) : Exception("can't measure $what")

fun parse(line: String): Shape {
    val words = line.split(' ')
    return when (words[0]) {
        "circle" -> Circle(words[1].toDouble())
        "rectangle" -> Rectangle(words[1].toDouble(), words[2].toDouble())
        else -> throw Unmeasurable(words[0])
    }
}

fun main() {
    val shapes = mutableListOf<Shape>()
    for (line in listOf("circle 1.5", "rectangle 2 3", "blob 7", "rectangle 1 x", "circle 0.5")) {
        try {
            shapes += parse(line)
        } catch (e: Unmeasurable) {
            println("skipped: ${e.message}")
        } catch (e: NumberFormatException) {
            println("skipped: not a number in \"$line\"")
        } finally {
            println("read: $line")
        }
    }
    println(shapes.sortedBy { it.area }.joinToString { "${it::class.simpleName} ${(it.area * 100).toInt() / 100.0}" })

    // More objects than the nursery holds, nearly all of them garbage at once.
    var checksum = 0L
    for (i in 1..2_000_000) checksum += listOf(i, i + 1).map { it.toLong() }.sum() % 7
    println("checksum $checksum")
}
