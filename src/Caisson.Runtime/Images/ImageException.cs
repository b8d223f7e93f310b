namespace Caisson.Runtime;

/// <summary>An image can't be used. Nothing of it has run.</summary>
/// <param name="problem">Why.</param>
/// <param name="message">Why, for people.</param>
public sealed class ImageException(ImageProblem problem, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public ImageProblem Problem => problem;
}

/// <summary>Why an image can't be used.</summary>
public enum ImageProblem
{
    /// <summary>The file is no image, or one of another version of the format.</summary>
    NotAnImage,

    /// <summary>The file is cut off, or something in it has changed.</summary>
    Damaged,

    /// <summary>It was made by or for something else: another version, processor, engine or module.</summary>
    Mismatch,

    /// <summary>Others could have written it, and nobody allowed that.</summary>
    Untrusted,
}
