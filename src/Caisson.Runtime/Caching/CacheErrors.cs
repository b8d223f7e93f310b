namespace Caisson.Runtime;

/// <summary>The messages about cached code.</summary>
internal static class CacheErrors
{
    public static CodeCacheException NoDirectory() =>
        new("there is no folder for cached code: neither XDG_CACHE_HOME nor the home folder of this user is known");

    public static CodeCacheException OfAnotherUser(string directory, uint owner, uint user) =>
        new($"the cache folder {directory} belongs to user {owner}, and this is user {user}: who owns it decides what code runs; use a folder of your own");

    public static CodeCacheException WritableByOthers(string directory) =>
        new($"other users may write to the cache folder {directory}, and so decide what code runs; take that right away (chmod go-w), or use another folder");

    public static CodeCacheException NotADirectory(string directory) => new($"the cache folder {directory} is a file");
}
