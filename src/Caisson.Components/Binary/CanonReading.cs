using System.Collections.Immutable;
using Caisson.Components.Syntax;
using Caisson.Wasm.Binary;

namespace Caisson.Components.Binary;

/// <summary>Canonical definitions. spec: canon</summary>
internal static class CanonReading
{
    extension(ref BinaryCursor cursor)
    {
        /// <summary>spec: canon</summary>
        public CanonDefinition ReadCanon()
        {
            int at = cursor.Position;
            byte code = cursor.ReadByte();
            CanonKind kind = (CanonKind)code;
            if (!kind.IsKnown) ComponentErrors.LeadingByte<CanonDefinition>(code, "canonical function", at);
            CanonDefinition canon = new(at, kind);
            return kind.Shape switch
            {
                CanonShape.Lift => cursor.ReadLift(canon),
                CanonShape.Lower => cursor.ReadLower(canon),
                CanonShape.Type => canon with { Type = cursor.ReadU32() },
                CanonShape.TypeOptions => canon with { Type = cursor.ReadU32(), Options = cursor.ReadCanonOptions() },
                CanonShape.TypeAsync => canon with { Type = cursor.ReadU32(), IsAsync = cursor.ReadFlag() },
                CanonShape.Options => canon with { Options = cursor.ReadCanonOptions() },
                CanonShape.TaskReturn => canon with { Result = cursor.ReadResultList(), Options = cursor.ReadCanonOptions() },
                CanonShape.Context => canon with { ContextType = cursor.ReadValType(), ContextSlot = cursor.ReadU32() },
                CanonShape.Async => canon with { IsAsync = cursor.ReadFlag() },
                CanonShape.Cancel => canon with { IsCancellable = cursor.ReadFlag() },
                CanonShape.CancelMemory => canon with { IsCancellable = cursor.ReadFlag(), Memory = cursor.ReadU32() },
                CanonShape.TypeTable => canon with { Type = cursor.ReadU32(), Table = cursor.ReadU32() },
                CanonShape.Shared => canon with { IsShared = cursor.ReadFlag() },
                CanonShape.SharedType => canon with { IsShared = cursor.ReadFlag(), Type = cursor.ReadU32() },
                CanonShape.SharedTypeTable => canon with { IsShared = cursor.ReadFlag(), Type = cursor.ReadU32(), Table = cursor.ReadU32() },
                _ => canon,
            };
        }

        private CanonDefinition ReadLift(CanonDefinition canon)
        {
            cursor.ReadFuncSort("canonical function lift");
            return canon with { Func = cursor.ReadU32(), Options = cursor.ReadCanonOptions(), Type = cursor.ReadU32() };
        }

        private CanonDefinition ReadLower(CanonDefinition canon)
        {
            cursor.ReadFuncSort("canonical function lower");
            return canon with { Func = cursor.ReadU32(), Options = cursor.ReadCanonOptions() };
        }

        /// <summary>The sort of what is made, which can only be a function.</summary>
        private void ReadFuncSort(string what)
        {
            int at = cursor.Position;
            byte sort = cursor.ReadByte();
            if (sort != 0) ComponentErrors.LeadingByte<Sort>(sort, what, at);
        }

        /// <summary>spec: opts</summary>
        private ImmutableArray<CanonOption> ReadCanonOptions()
        {
            int count = cursor.ReadCount(ComponentLimits.CanonOptions, "canonical options");
            ImmutableArray<CanonOption>.Builder options = ImmutableArray.CreateBuilder<CanonOption>(count);
            while (options.Count < count) options.Add(cursor.ReadCanonOption());
            return options.MoveToImmutable();
        }

        /// <summary>spec: canonopt</summary>
        private CanonOption ReadCanonOption()
        {
            int at = cursor.Position;
            CanonOptionKind kind = (CanonOptionKind)cursor.ReadByte();
            return kind switch
            {
                CanonOptionKind.Memory or CanonOptionKind.Realloc or CanonOptionKind.PostReturn or CanonOptionKind.Callback =>
                    new(kind, cursor.ReadU32()),
                <= CanonOptionKind.Callback => new(kind),
                _ => ComponentErrors.LeadingByte<CanonOption>((byte)kind, "canonical option", at),
            };
        }
    }
}
